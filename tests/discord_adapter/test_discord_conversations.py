"""The conversations, held through the real client against the local Discord."""

import pytest

from adapters.discord import Look
from tests.conversations.suite import hold, those
from tests.discord_adapter.driver import LACKS, Driver

PAGED = [each for each in those(LACKS) if "pages" in each.name or "longer" in each.name or "neighbours" in each.name]

PRESSED = [each for each in those(LACKS) if any(turn.name.startswith("[") for turn in each.turns)]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return tmp_path_factory.mktemp("discord") / "library.sqlite"


@pytest.mark.parametrize("conversation", those(LACKS), ids=str)
async def test_discord_holds(conversation, index):
    await hold(conversation, Driver(index))


@pytest.mark.parametrize("conversation", PAGED, ids=str)
@pytest.mark.parametrize("look", [Look.EMBED, Look.TEXT])
async def test_discord_holds_in_other_looks(conversation, look, index):
    await hold(conversation, Driver(index, look))


@pytest.mark.parametrize("conversation", PRESSED, ids=str)
async def test_discord_holds_though_it_restarts_between_every_press(conversation, index):
    assert PRESSED
    await hold(conversation, Driver(index, restarts=True))
