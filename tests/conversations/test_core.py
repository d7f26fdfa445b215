"""The conversations, held with the core itself."""

import pytest

from tests.conversations.core import Core
from tests.conversations.suite import hold, those


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    return Core(tmp_path_factory.mktemp("core") / "library.sqlite")


@pytest.mark.parametrize("conversation", those(frozenset()), ids=str)
async def test_the_core_holds(conversation, driver):
    await hold(conversation, driver)
