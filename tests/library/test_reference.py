"""References as people write them: what is one, what is not, and what is told beyond the end."""

import pytest

from bot.chat import Refusal
from bot.library import books, pack
from bot.library.citation import cite
from bot.library.reference import References
from bot.library.shelf import Shelf
from tests.library.conftest import HEAD

VERSES = {"John": [5, 18, 36, 4], "1 Samuel": [28, 36, 21], "Psalm": [6, 12], "Amos": [15, 16], "Jude": [25]}
LONG = " ".join(f"This is sentence number {number} of a long report." for number in range(60))


def verse_rows():
    for book, chapters in VERSES.items():
        for chapter, verses in enumerate(chapters, 1):
            for verse in range(1, verses + 1):
                yield f'{{"id": "{book} {chapter}:{verse}", "text": "The sea was there."}}\n'


def speeches():
    paragraphs = "\n\n".join(f"Paragraph {number} of the report." for number in range(1, 4))
    return f"{paragraphs}\n\n{LONG}\n\nThe last paragraph."


PACK = {
    "pack.toml": HEAD
    + '[[work]]\nfile = "old.jsonl"\ntitle = "Old Edition"\nscheme = "verse"\nnames = ["OE"]\n'
    + '[[work]]\nfile = "report.md"\ntitle = "First Report to the Board"\nauthor = "Ada B. Keeper"\ndate = 1901-05-03\n'
    + '[[work]]\nfile = "second.md"\ntitle = "Second Report"\nauthor = "Ada B. Keeper"\ndate = 1905\n'
    + '[[work]]\nfile = "notes.md"\ntitle = "The Notes"\nauthor = "Marcus"\nscheme = "section"\ntranslator = "Long"\n'
    + '[[work]]\nfile = "days.md"\ntitle = "A Year of Lamps"\nscheme = "date"\n'
    + '[[work]]\nfile = "ids.md"\ntitle = "Sayings"\n'
    + '[[work]]\nfile = "gate.jsonl"\ntitle = "The Gate"\nscheme = "line"\nauthor = "Voss"\nnames = ["Gt."]\n'
    + '[[work]]\nfile = "wharf.md"\ntitle = "The Wharf Book"\nscheme = "page"\nauthor = "Ada Lund"\ndate = 1931\n',
    "wharf.md": "A word before.\n\n{#11}\nEleven.\n\n{#12}\nTwelve.\n\nMore of it.\n\nThe rest.\n\n{#13}\nThirteen.\n",
    "gate.jsonl": '{"id": "1.1.1", "text": "Good evening.", "speaker": "VOSS"}\n'
    '{"id": "1.1.2", "text": "You left the gate\\nunlatched, and my geese\\nare gone.", "speaker": "NEIGHBOUR"}\n'
    '{"id": "1.1.5", "text": "They were\\ngood guests.", "speaker": "VOSS"}\n'
    '{"id": "1.2.1", "text": "Rain.", "speaker": "NEIGHBOUR"}\n{"id": "2.1.3", "text": "Sun.", "speaker": "VOSS"}\n',
    "old.jsonl": "".join(verse_rows()),
    "report.md": speeches(),
    "second.md": "Only one paragraph.",
    "notes.md": "# Book 1\n\nA.\n\nB.\n\n# Book 2\n\nC.\n\nD.\n\nE.\n",
    "days.md": '{#lamp-act date=1901-05-03 title="The Lamp Act"}\nIt was signed.\n\n'
    "{#storm date=1902-05-03}\nIt blew.\n",
    "ids.md": "{#gulls}\nGulls.\n\n{#bells}\nBells.\n",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library") / "shelf"
    folder.mkdir()
    for name, content in PACK.items():
        (folder / name).write_text(content)
    with Shelf.open(folder.parent / "library.sqlite") as opened:
        made = pack.read(folder)
        opened.put(made, made.passages(), "1")
        yield opened


@pytest.fixture(scope="module")
def read(shelf):
    """What a text refers to, as locators joined by spaces; None where it is no reference."""
    references = References(shelf)

    def told(text):
        found = references.read(text)
        return found and " ".join(each.locator.replace(" ", "_") for each in found)

    return told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("John 3:16", "John_3:16"),
        ("Jn 3:16", "John_3:16"),
        ("jn. 3 : 16", "John_3:16"),
        ("Joh 3,16", "John_3:16"),
        ("Joh 3,16.18", "John_3:16 John_3:18"),
        ("John 3.16", "John_3:16"),
        ("John 3:16-18", "John_3:16 John_3:17 John_3:18"),
        ("John 3:16–18.", "John_3:16 John_3:17 John_3:18"),
        ("John\u00a03:16\u201217", "John_3:16 John_3:17"),
        ("John 3:16, 18", "John_3:16 John_3:18"),
        ("Jn 3:35-4:1; 4:3", "John_3:35 John_3:36 John_4:1 John_4:3"),
        ("Jn 3:16; 4", "John_3:16 John_4:1 John_4:2 John_4:3 John_4:4"),
        ("John 3:35f", "John_3:35 John_3:36"),
        ("John 3:34ff.", "John_3:34 John_3:35 John_3:36"),
        ("John 2:12-4", "John_2:12 John_2:13 John_2:14"),
        ("I Samuel 3:4", "1_Samuel_3:4"),
        ("1. Sam 3:4", "1_Samuel_3:4"),
        ("First Samuel 3:4", "1_Samuel_3:4"),
        ("约翰福音 3:16", "John_3:16"),
        ("约3：16", "John_3:16"),
        ("Juan 3:16", "John_3:16"),
        ("Johannes 3,16", "John_3:16"),
        ("Psalm 1", "Psalm_1:1 Psalm_1:2 Psalm_1:3 Psalm_1:4 Psalm_1:5 Psalm_1:6"),
        ("Psalms 1:2", "Psalm_1:2"),
        ("Jude 3", "Jude_1:3"),
        ("Jude 1:3", "Jude_1:3"),
        ("Is it so", None),
        ("Amos 2:1", "Amos_2:1"),
        ("Am 2:1", "Amos_2:1"),
        ("am 2:1", "Amos_2:1"),
        ("John 3:16 (Old Edition)", "John_3:16"),
        ("John 3:16 OE", "John_3:16"),
        ("Keeper 1901 ¶3", "¶3"),
        ("The Wharf Book, p. 11", "11"),
        ("Wharf Book p.12", "12 12b 12c"),
        ("Ada Lund, The Wharf Book (1931), pp. 12-13", "12 12b 12c 13"),
        ("Wharf Book, page 12-13", "12 12b 12c 13"),
        ("Wharf Book, pages 11 – 12", "11 12 12b 12c"),
        ("Lund 1931, pp. 11, 13", "11 13"),
        ("Wharf Book, S. 13", "13"),
        ("Wharf Book 13", "13"),
        ("Wharf Book, p. 12b", "12b"),
        ("First Report to the Board, p. 2", None),
        ("Keeper 1901 3", "¶3"),
        ("keeper 1901 ¶ 2-3", "¶2 ¶3"),
        ("Keeper 1901 ¶4", "¶4a ¶4b"),
        ("Keeper 1901 ¶4b", "¶4b"),
        ("Keeper 1901 3-5", "¶3 ¶4a ¶4b ¶5"),
        ("Ada B. Keeper, First Report to the Board (1901) ¶3", "¶3"),
        ("First Report to the Board paragraph 3", "¶3"),
        ("Keeper 1905 1", "¶1"),
        ("Keeper 1901", "¶1"),
        ("Notes 2.1", "2.1"),
        ("The Notes 2.1-3", "2.1 2.2 2.3"),
        ("Marcus, The Notes 2.1, tr. Long", "2.1"),
        ("notes 2", "2.1 2.2 2.3"),
        ("lamp-act", "lamp-act"),
        ("A Year of Lamps storm", "storm"),
        ("1901-05-03", "lamp-act"),
        ("3 May 1902", "storm"),
        ("Sayings 2", "bells"),
        ("Gt. 1.1.3", "1.1.2"),
        ("Gate 1.1.4-6", "1.1.2 1.1.5"),
        ("The Gate I.i.4", "1.1.2"),
        ("The Gate Act 1, Scene 1, line 3", "1.1.2"),
        ("The Gate, act II scene 1", "2.1.3"),
        ("Gate 1.1", "1.1.1 1.1.2 1.1.5"),
        ("Gate 1", "1.1.1 1.1.2 1.1.5 1.2.1"),
        ("Voss, The Gate 1.1.2-4 (NEIGHBOUR)", "1.1.2"),
        ("The Notes Book 2", "2.1 2.2 2.3"),
        ("The Notes book II, paragraph 3", "2.3"),
        ("The Notes 2 ¶3", "2.3"),
    ],
)
def test_a_reference_is_read(read, text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mark",
        "John",
        "am 8. Oktober",
        "am 2",
        "is 5",
        "acts of kindness",
        "call 911",
        "We meet at 3:16",
        "John 3:16 and many other lines",
        "I read John 3:16",
        "3:16",
        "2001-01-01",
        "Genesis 1:1",
        "John 3:18-16",
        "John 3:16;",
        "the lamp was lit in 1901",
        "x" * 500,
        "1;2;3" * 20,
        "John " + ",".join(str(each) for each in range(40)),
    ],
)
def test_ordinary_words_are_no_reference(read, text):
    expected = "John_3:16" if text == "John 3:16;" else None
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "first", "last"),
    [
        ("John 999", "John", "1:1", "4:4"),
        ("John 3:99", "John 3", "3:1", "3:36"),
        ("John 3:30-40", "John 3", "3:1", "3:36"),
        ("Keeper 1901 ¶99", "First Report to the Board", "¶1", "¶5"),
        ("Notes 9.1", "The Notes", "1.1", "2.3"),
        ("Notes 2.9", "The Notes 2", "2.1", "2.3"),
        ("Gate 1.1.7", "The Gate 1.1", "1.1.1", "1.1.5"),
        ("Gate 9.1.1", "The Gate", "1.1.1", "2.1.3"),
    ],
)
def test_beyond_the_end_the_range_is_told(read, text, name, first, last):
    with pytest.raises(Refusal) as refusal:
        read(text)
    assert refusal.value.message == "reference-beyond"
    assert {key: refusal.value.values[key] for key in ("name", "first", "last")} == {
        "name": name,
        "first": first,
        "last": last,
    }


def test_more_than_can_be_shown_is_refused(shelf, read, monkeypatch):
    monkeypatch.setattr("bot.library.reference.MOST", 20)
    with pytest.raises(Refusal, match="reference-long"):
        read("John 3")


def test_every_citation_leads_back_to_its_passage(shelf):
    references = References(shelf)
    for work in shelf.works():
        for position in range(3):
            passage = shelf.nth(work.pack, work.id, position)
            if passage:
                assert references.read(cite(work, passage))[0].key == passage.key, cite(work, passage)


def test_names_are_learnt_anew_when_the_shelf_changes(shelf, write):
    references = References(shelf)
    assert references.read("Brand New Book 1") is None
    made = pack.read(write("fresh", {"pack.toml": HEAD, "x.md": '+++\ntitle = "Brand New Book"\n+++\nA line.'}))
    shelf.put(made, made.passages(), "1")
    assert references.read("Brand New Book 1")
    shelf.remove("fresh")
    assert references.read("Brand New Book 1") is None


def test_the_table_of_books_is_whole_and_means_one_book_by_each_english_name():
    assert len(books.books()) == 66
    assert sum(each.chapters for each in books.books()) == 1189
    english = [books.fold(name) for entry in books._table() for name in {entry["name"], *entry["en"]}]
    assert len(english) == len(set(english))
