"""What the pages for people show is so."""

import re
from pathlib import Path

import pytest

from bot.library import pack
from bot.library.citation import cite
from bot.library.fields import LISTS, SCHEMES, SWITCHES, WORDS

FILE = re.compile(r"^`(garden/[\w.]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UNTYPED = ("page", "lines", "turn", "question", "daily", "order")
"""Commands that only buttons give."""


@pytest.fixture
def page(root: Path) -> str:
    """The page for pack authors."""
    return (root / "docs" / "packs.md").read_text(encoding="utf-8")


@pytest.fixture
def year(root: Path) -> str:
    """A Year of Neighbours, as it is written."""
    return (root / "content" / "neighbours" / "year.md").read_text(encoding="utf-8")


@pytest.fixture
def garden(page: str, tmp_path: Path) -> pack.Pack:
    """The example of that page, written out as it stands and read."""
    (tmp_path / "garden").mkdir()
    for name, text in FILE.findall(page):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return pack.read(tmp_path / "garden")


def test_the_example_of_a_pack_is_one(garden: pack.Pack) -> None:
    assert [work.title for work in garden.works] == ["The Allotment Book", "Rules of the Allotments"]
    assert [each.locator for each in garden.passages()] == ["1.1", "fence", "2.1", "Rule 1", "Rule 2"]


def test_the_example_carries_all_that_the_page_explains(garden: pack.Pack) -> None:
    first, fence, *_ = garden.passages()
    assert first.note == "In the society's own records this was the nineteenth of March."
    assert (fence.date, fence.title, fence.topics) == ("1926-04-11", "The low fence", ("borders", "patience"))
    assert (len(fence.prompts), fence.forms) == (2, ("good fences are for leaning on",))
    assert cite(garden.works[0], first) == "Hanne Voss, The Allotment Book 1.1"


@pytest.mark.parametrize("field", [*WORDS, *LISTS, *SWITCHES, *SCHEMES])
def test_every_field_of_a_work_is_explained(page: str, field: str) -> None:
    assert f"`{field}`" in page


def test_the_glossary_explains_each_word_once(root: Path) -> None:
    glossary = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = re.findall(r"^- \*\*([^*]+)\*\*", glossary, re.MULTILINE)
    assert len(words) == len(set(words))
    wanted = "pack work passage locator citation lookup verdict prompt place subscription occurrence delivery"
    assert set(wanted.split()) <= set(words)


def test_every_command_is_explained_to_those_who_may_use_it(root: Path) -> None:
    pages = "".join((root / "docs" / name).read_text(encoding="utf-8") for name in ("members.md", "group-admins.md"))
    declared = re.findall(
        r"^command-(\w+) =", (root / "bot" / "wording" / "en.ftl").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [name for name in declared if name not in UNTYPED and f"/{name}" not in pages] == []


def test_no_command_is_explained_that_does_not_exist(root: Path) -> None:
    catalogue = (root / "bot" / "wording" / "en.ftl").read_text(encoding="utf-8")
    for name in ("members.md", "group-admins.md", "packs.md"):
        typed = re.findall(r"(?:`| {4}|^)/([a-z]+)", (root / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert [each for each in typed if f"\ncommand-{each} =" not in catalogue] == []


def test_the_lines_that_members_are_told_to_try_find_something(root: Path, year: str) -> None:
    members = (root / "docs" / "members.md").read_text(encoding="utf-8")
    quoted = re.findall(r"`/quote ([^`]+)`", members)
    assert quoted
    assert [each for each in quoted if each not in year] == []
