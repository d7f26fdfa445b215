"""Passages as replies: the words, where they stand, and what the source calls them."""

from dataclasses import replace

from bot.library.passage import Passage
from bot.reading.library import Extract
from bot.reading.passages import opened, quoted
from bot.text import Kind
from bot.wording.wording import Wording

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


def opened_with(*companions, **fields):
    extract = Extract((STORM,), "Keeper 4", **fields, companions=companions)
    return opened(Wording.load(), extract)


NOTE = Passage("q", "notes", "n1", "It blew for nine days.", title="Nine days", prompts=("Have you been out in one?",))


def test_a_companion_follows_with_its_own_citation_its_terms_and_its_question():
    weather = Passage("q", "words", "gale", "Wind from force eight on. Sailors say less.", title="Gale")
    reply = opened_with(Extract((NOTE,), "Notes 1", terms=(weather,)))
    assert [(each.kind, each.plain) for each in reply.text.blocks[4:]] == [
        (Kind.NOTE, "To go with it:"),
        (Kind.HEADING, "Nine days"),
        (Kind.QUOTE, "It blew for nine days."),
        (Kind.CITATION, "Notes 1"),
        (Kind.ITEM, "Gale: Wind from force eight on."),
        (Kind.PARAGRAPH, "Have you been out in one?"),
    ]


def test_further_companions_are_a_button_each():
    further = replace(NOTE, locator="n2", title="A much longer name than any button could ever carry")
    reply = opened_with(Extract((NOTE,), "Notes 1"), Extract((further,), "Notes 2"))
    assert [each.command for each in reply.buttons[1]] == ["passage"]
    assert reply.buttons[1][0].arguments == (further.key,)
    assert len(reply.buttons[1][0].label) <= 30


def test_a_passage_without_companions_is_shown_alone():
    assert opened_with().text == quoted((STORM,), "Keeper 4")
