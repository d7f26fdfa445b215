"""PDF: columns, running heads, page numbers, broken words, ligatures and notes."""

import pytest

from bot.library.importers.document import Unreadable
from tests.library.importers.files import pdf


def column(x, top, lines, size=10.0):
    return [(x, top - 12 * at, size, line) for at, line in enumerate(lines)]


FIRST = column(
    72, 740, ["The lamp was lit at four in the afternoon, and", "the sea took no notice of it what-", "ever."]
)
SECOND = [
    (84, 704, 10.0, "Whoever keeps a light keeps it for people whose"),
    *column(
        72,
        692,
        ["names nobody will ever tell them, and that is most", "of the work, as every keeper knows, and goes on"],
    ),
]


GOING_ON = (
    ["keeping it all the same for years, since the", "light is asked for, and is given every night."],
    ["Nobody counts the nights, though the book would", "let anybody who wished to do so count them."],
    ["The wind is written there, and every ship, with", "the hour and sometimes a word on its manners."],
)


def pages():
    """Pages with a running head and a number, their text going on across them."""
    texts = [[(72, 765, 16.0, "Chapter 1"), *FIRST, *SECOND], *(column(72, 740, lines) for lines in GOING_ON)]
    return [
        [(72, 790, 8.0, "THE LAMP BOOK"), *text, (290, 40, 8.0, str(number))] for number, text in enumerate(texts, 1)
    ]


def test_running_heads_and_page_numbers_are_left_out_and_sentences_go_on(understood):
    _, passages, report = understood("lamp.pdf", pdf(pages()))
    assert passages[0].text == "The lamp was lit at four in the afternoon, and the sea took no notice of it whatever."
    assert passages[0].section == ("Chapter 1",)
    assert passages[1].text.startswith("Whoever keeps a light keeps it for people whose names nobody will")
    assert "as every keeper knows, and goes on keeping it all the same" in passages[1].text
    assert not [each for each in passages if "LAMP BOOK" in each.text]
    assert {each.text for each in report.left_out} >= {"THE LAMP BOOK", "1", "4"}


def test_by_page_the_first_paragraph_that_begins_on_each_has_its_number(understood):
    (work,), passages, _ = understood("lamp.pdf", pdf(pages()), scheme="page")
    assert work.scheme == "page"
    assert [(each.locator, each.text[:8]) for each in passages] == [
        ("1", "The lamp"),
        ("1b", "Whoever "),
        ("3", "Nobody c"),
        ("4", "The wind"),
    ]


def test_columns_are_read_one_after_the_other(understood):
    left = column(72, 740, ["The lamp was lit at four", "and the sea took no notice", "of it whatever, as the sea"])
    right = column(
        320, 740, ["does not, and never did in", "all the years that the oldest", "keeper could remember it."]
    )
    _, passages, _ = understood("lamp.pdf", pdf([left + right]))
    (passage,) = passages
    assert passage.text == (
        "The lamp was lit at four and the sea took no notice of it whatever, as the sea does not, and never did in all "
        "the years that the oldest keeper could remember it."
    )


def test_an_indent_or_a_space_begins_a_paragraph(understood):
    lines = [
        "The lamp was lit at four in the afternoon by a man",
        "who had not been asked to, and did it all the same.",
    ]
    text = [*column(72, 740, lines), *column(72, 690, lines), (84, 666, 10.0, lines[0]), (72, 654, 10.0, lines[1])]
    _, passages, _ = understood("lamp.pdf", pdf([text]))
    assert [each.text for each in passages] == [" ".join(lines)] * 3


def test_a_note_at_the_foot_of_a_page_goes_to_the_words_that_call_it(understood):
    called = [
        (72, 740, 10.0, "The lamp was lit at four in the afternoon,"),
        (290, 744, 6.0, "1"),
        (300, 740, 10.0, "and it burnt."),
    ]
    note = [
        (72, 90, 6.0, "1"),
        (76, 86, 8.0, "In the society's own records"),
        (72, 76, 8.0, "this was the nineteenth of March."),
    ]
    rest = column(
        72,
        716,
        ["Whoever keeps a light keeps it for people whose names", "nobody will ever tell them, which is the work."],
    )
    _, passages, _ = understood("lamp.pdf", pdf([[*called, *rest, *note]]))
    assert passages[0].text == "The lamp was lit at four in the afternoon, and it burnt."
    assert passages[0].note == "In the society's own records this was the nineteenth of March."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.4 and then nothing", "damaged, or not a PDF"),
        (pdf([[]]), "only pictures of it: run it through OCR"),
    ],
)
def test_what_cannot_be_read_is_told_why(understood, content, told):
    with pytest.raises(Unreadable, match=told):
        understood("a.pdf", content)
