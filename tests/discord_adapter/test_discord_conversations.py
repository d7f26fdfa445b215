"""The conversations, held through the real client against the local Discord."""

import pytest

from adapters.discord import Look
from tests.conversations.suite import hold, those
from tests.discord_adapter.driver import Driver


@pytest.fixture(scope="module", params=Look)
def driver(request, tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("discord") / "library.sqlite", request.param)


@pytest.mark.parametrize("conversation", those(frozenset({"boundless", "unknown"})), ids=str)
async def test_discord_holds(conversation, driver):
    await hold(conversation, driver)
