"""The conversations, held through the console."""

import pytest

from tests.console.driver import Terminal
from tests.conversations.suite import hold, those


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Terminal(tmp_path_factory.mktemp("console") / "library.sqlite")


@pytest.mark.parametrize("conversation", those(Terminal.lacks), ids=str)
async def test_the_console_holds(conversation, driver):
    await hold(conversation, driver)
