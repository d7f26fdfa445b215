"""Passages as replies: the words, where they stand, and what the source calls them."""

from bot.library.passage import Passage
from bot.reading.passages import quoted
from bot.text import Kind

STORM = Passage("p", "w", "storm", "It blew.", title="The long storm", note="In the keeper's own hand.")


def kinds(passages, citation):
    return [each.kind for each in quoted(passages, citation).blocks]


def test_a_passage_stands_below_its_title():
    text = quoted((STORM,), "Keeper 4")
    assert [each.kind for each in text.blocks] == [Kind.HEADING, Kind.QUOTE, Kind.CITATION, Kind.NOTE]
    assert text.blocks[0].plain == "The long storm"


def test_a_title_that_the_citation_says_is_not_said_twice():
    assert kinds((STORM,), "Keeper, “The long storm”") == [Kind.QUOTE, Kind.CITATION, Kind.NOTE]


def test_several_passages_are_one_quotation():
    calm = Passage("p", "w", "calm", "It was still.", title="The calm")
    assert kinds((STORM, calm), "Keeper 4-5") == [Kind.QUOTE, Kind.CITATION, Kind.NOTE]
