"""A chat with the core about the library of the tests."""

import pytest

from bot.chat import Place
from tests.conversations.core import CoreChat, talking


@pytest.fixture(scope="package")
def index(tmp_path_factory):
    return tmp_path_factory.mktemp("answers") / "library.sqlite"


@pytest.fixture
async def conversation(index):
    async with talking(index) as opened:
        yield opened


@pytest.fixture
def chat(conversation):
    return CoreChat(conversation, Place("test", "1", private=True))
