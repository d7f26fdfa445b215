"""The conversations, held through the real client against the local Bot API server."""

import pytest

from tests.conversations.suite import hold, those
from tests.telegram.driver import Driver


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Driver(tmp_path_factory.mktemp("telegram") / "library.sqlite")


@pytest.mark.parametrize("conversation", those(Driver.lacks), ids=str)
async def test_telegram_holds(conversation, driver):
    await hold(conversation, driver)
