"""One round of planning and sending by a fresh process, as tests of whole chats need it."""

from datetime import datetime, timedelta

from bot.app import Core
from bot.chat import Adapter
from bot.delivery.deliveries import Deliveries
from bot.wording.wording import Wording


async def once(core: Core, adapter: Adapter, now: datetime) -> None:
    """Plan what is due at that instant and send what is ready then."""
    lateness = timedelta(hours=6)
    deliveries = Deliveries(core.store, core.desk, Wording.load(), [adapter], lateness=lateness, now=lambda: now)
    await deliveries.tick(now)
    for each in deliveries.senders:
        await each.drain()
