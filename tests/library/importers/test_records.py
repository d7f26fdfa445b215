"""JSON and CSV of several shapes: what is text, what is a number, and what they are cited by."""

import json

import pytest

from bot.library.importers.document import Unreadable
from bot.library.importers.order import WrongOrder
from tests.library.importers.files import BODY, LAST, MORE

VERSES = ["The garden was made in a day.", "The gate was made in a year.", "And the wall is not yet made."]
POEMS = [
    {
        "title": f"Poem {at}",
        "author": "Ada Keeper",
        "lines": [f"The {at}th lamp", "burns and burns", "and is not tired"],
    }
    for at in range(1, 13)
]


def places(passages):
    return [(each.locator, each.text) for each in passages]


def test_an_array_of_books_with_chapters_of_verses_is_cited_as_people_do(understood):
    books = [
        {"abbrev": "gn", "name": "Genesis", "chapters": [VERSES, VERSES[:1]]},
        {"name": "Exodus", "chapters": [VERSES]},
    ]
    (work,), passages, _ = understood("garden.json", json.dumps(books))
    assert work.scheme == "verse"
    assert [each.locator for each in passages] == [
        "Genesis 1:1", "Genesis 1:2", "Genesis 1:3", "Genesis 2:1", "Exodus 1:1", "Exodus 1:2", "Exodus 1:3",
    ]  # fmt: skip
    assert passages[0].section == ("Genesis",)


def test_one_book_with_its_name_at_the_head_is_cited_by_it(understood):
    verses = [{"verse": str(at), "text": text} for at, text in enumerate(VERSES, 1)]
    whole = {"book": "John", "chapters": [{"chapter": "3", "verses": verses}]}
    (work,), passages, _ = understood("John.json", json.dumps(whole))
    assert work.title == "John"
    assert [each.locator for each in passages] == ["John 3:1", "John 3:2", "John 3:3"]


def test_numbered_parts_of_verses_are_cited_by_two_numbers(understood):
    verses = [{"id": at, "text": text} for at, text in enumerate(VERSES, 1)]
    parts = [
        {"id": 7, "name": "The Lamp", "type": "early", "verses": verses},
        {"id": 9, "name": "Oil", "verses": verses},
    ]
    (work,), passages, _ = understood("parts.json", json.dumps(parts))
    assert work.scheme == "verse"
    assert [each.locator for each in passages] == ["7:1", "7:2", "7:3", "9:1", "9:2", "9:3"]
    assert passages[0].section == ("The Lamp",)


def test_chapters_of_paragraphs_are_cited_by_chapter_and_turn(understood):
    chapters = [{"chapter": "On Lamps", "paragraphs": [BODY, MORE]}, {"chapter": "On Oil", "paragraphs": [LAST]}]
    (work,), passages, _ = understood("talks.json", json.dumps(chapters))
    assert work.scheme == "section"
    assert places(passages) == [("1.1", BODY), ("1.2", MORE), ("2.1", LAST)]
    assert [each.section for each in passages] == [("On Lamps",), ("On Lamps",), ("On Oil",)]


def test_many_lists_of_few_short_lines_are_poems(understood):
    whole = {"title": "Harbour Songs", "abstract": [BODY], "content": POEMS}
    (work,), passages, report = understood("songs.json", json.dumps(whole))
    assert (work.title, len(passages)) == ("Harbour Songs", 12)
    assert passages[1].text == "The 2th lamp\nburns and burns\nand is not tired"
    assert (passages[1].locator, passages[1].title, passages[1].speaker) == ("2", "Poem 2", "Ada Keeper")
    assert ("songs.json", "passed over: abstract") in report.remarks


def test_keys_may_be_the_numbers(understood):
    whole = {"Genesis": {"1": {"1": VERSES[0], "2": VERSES[1]}}, "Exodus": {"1": {"1": VERSES[2], "2": VERSES[0]}}}
    _, passages, _ = understood("garden.json", json.dumps(whole))
    assert [each.locator for each in passages] == ["Genesis 1:1", "Genesis 1:2", "Exodus 1:1", "Exodus 1:2"]


def test_flat_rows_are_cited_by_the_columns_that_number_them(understood):
    rows = [
        {"chapter_number": 2, "verse_number": at, "text": text, "word_meanings": BODY, "tags": ["gardens", "walls"]}
        for at, text in enumerate(VERSES, 1)
    ]
    _, passages, report = understood("rows.json", json.dumps(rows))
    assert places(passages) == [(f"2:{at}", text) for at, text in enumerate(VERSES, 1)]
    assert passages[0].topics == ("gardens", "walls")
    assert any("text from “text”" in told and "passed over: word_meanings" in told for _, told in report.remarks)


def test_a_text_of_unknown_name_is_the_longest_column(understood):
    rows = [{"id": f"a{at}", "mood": "calm", "wording": text} for at, text in enumerate((BODY, MORE, LAST))]
    _, passages, _ = understood("rows.json", json.dumps(rows))
    assert places(passages) == [("a0", BODY), ("a1", MORE), ("a2", LAST)]


def test_the_operator_may_say_which_column_is_what(understood):
    rows = [{"text": "no", "wording": BODY, "keeper": "Ada"}, {"text": "no", "wording": MORE, "keeper": "Otto"}]
    columns = {"text": "wording", "speaker": "keeper"}
    _, passages, _ = understood("rows.json", json.dumps(rows), columns=columns)
    assert [(each.text, each.speaker) for each in passages] == [(BODY, "Ada"), (MORE, "Otto")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_is_read_whatever_parts_its_columns(understood, mark):
    header = mark.join(("Book", "Chapter", "Verse", "Text"))
    rows = "".join(f'\n{mark.join(("Genesis", "1", str(at)))}{mark}"{text}"' for at, text in enumerate(VERSES, 1))
    (work,), passages, _ = understood("garden.csv", header + rows)
    assert work.scheme == "verse"
    assert places(passages) == [(f"Genesis 1:{at}", text) for at, text in enumerate(VERSES, 1)]


def test_a_table_without_names_for_its_columns_is_read_by_their_turn(understood):
    _, passages, _ = understood("quotes.csv", f'1,"{BODY}"\n2,"{MORE}"\n', columns={"speaker": "1"})
    assert [(each.text, each.speaker) for each in passages] == [(BODY, "1"), (MORE, "2")]


def test_quotations_in_a_table_keep_their_line_breaks_and_authors(understood):
    _, passages, _ = understood(
        "quotes.csv", 'quote,author\n"A hedge,\na gate.",Ada Keeper\n"A ""good"" wall.",Otto Voss\n'
    )
    assert [(each.text, each.speaker) for each in passages] == [
        ("A hedge,\na gate.", "Ada Keeper"),
        ('A "good" wall.', "Otto Voss"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.json", '{"a":\n oops}', r"a\.json:2: not JSON"),
        ("a.json", "[" * 200_000, "nested too deeply"),
        ("a.json", '{"a":' * 100 + '["x"]' + "}" * 100, "nested"),
        ("a.json", '{"count": 3}', "no text in it that I can find"),
        ("a.csv", "book,verse\nGenesis,1\n", "no column has text in it"),
        ("a.csv", "text\n" + "x" * 30_000 + "\n", r"a\.csv:2: not a row of a table"),
    ],
)
def test_what_holds_no_text_is_told_so(understood, name, content, told):
    with pytest.raises(Unreadable, match=told):
        understood(name, content)


def test_a_column_that_is_not_there_is_told_with_those_that_are(understood):
    with pytest.raises(WrongOrder, match="there is no column 'body'; there are id, text"):
        understood("a.json", json.dumps([{"id": 1, "text": BODY}]), columns={"text": "body"})
    with pytest.raises(WrongOrder, match="there is no 'words'; there are text, verse"):
        understood("a.json", json.dumps([{"id": 1, "text": BODY}]), columns={"words": "text"})
