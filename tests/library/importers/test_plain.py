"""Plain text: what is a passage and what is not, as a careful editor would have it."""

import pytest

from bot.library.importers import plain

BODY = (
    "The lamp was lit at four in the afternoon, and the sea, which had waited all day for something to look at, took "
    "no notice of it whatever."
)
SPEECH = f"""On Keeping a Light

Ada Keeper: The Keeper's Papers III Updated: 2020-01-02

On Keeping a Light*

May 3, 1901

Friends and neighbours:

{BODY}

And so it has been ever since.

Why?

{BODY} We went home.

* Spoken at the harbour meeting.

(Not to be reproduced without permission.)

Copyright © The Harbour Trust. All rights reserved.
"""


def prose(text, **options):
    draft = plain.read(text, "a.txt", **options)
    return draft, [each.text for each in draft.pieces if not each.level]


def test_title_page_notices_and_footnotes_are_no_passages():
    draft, passages = prose(SPEECH)
    assert passages == [
        f"Friends and neighbours:\n{BODY}",
        "And so it has been ever since.\nWhy?",
        f"{BODY} We went home.",
    ]
    assert draft.fields == {
        "title": "On Keeping a Light",
        "source": "Ada Keeper: The Keeper's Papers III",
        "author": "Ada Keeper",
        "date": "1901-05-03",
        "licence": "Not to be reproduced without permission. Copyright © The Harbour Trust. All rights reserved.",
        "redistribute": False,
        "note": "Spoken at the harbour meeting.",
    }
    assert draft.pieces[0].notes == ("Spoken at the harbour meeting.",)


def test_what_was_left_out_is_told_with_line_and_reason():
    draft, _ = prose(SPEECH)
    assert [(each.line, each.why) for each in draft.left_out] == [
        (1, "the title"),
        (3, "author and source"),
        (5, "the title, repeated"),
        (7, "the date"),
        (19, "a footnote: kept as a note"),
        (21, "a notice: kept as the licence"),
        (23, "a notice: kept as the licence"),
    ]


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (
            "The Lamp\n\nby Ada Keeper\n\n3 May 1901",
            {"title": "The Lamp", "author": "Ada Keeper", "date": "1901-05-03"},
        ),
        (
            "Title: The Lamp\n\nAuthor: Ada Keeper\n\nDate: 1901",
            {"title": "The Lamp", "author": "Ada Keeper", "date": "1901"},
        ),
        ("The Lamp\n\nThis text is in the public domain.", {"title": "The Lamp", "licence": "public domain"}),
        ("The Lamp\n\nLicensed under CC BY 4.0", {"title": "The Lamp", "licence": "CC BY 4.0"}),
        ("The Lamp and Other\nthings of the sea", {"title": "The Lamp and Other things of the sea"}),
        ("灯塔", {"title": "灯塔"}),
    ],
)
def test_a_title_page_is_read(head, fields):
    draft, passages = prose(f"{head}\n\n{BODY} {BODY}\n\n{BODY}\n")
    assert draft.fields == fields
    assert len(passages) == 2


def test_a_text_without_a_head_begins_at_once():
    draft, passages = prose(f"{BODY}\n\n{BODY} Twice.\n")
    assert (draft.fields, draft.left_out, len(passages)) == ({}, (), 2)


def test_lines_broken_for_width_are_joined_and_verse_is_not():
    wrapped = (
        "The lamp was lit at four in the afternoon and the sea took no\n"
        "notice of it whatever, as the sea will not when\n"
        "nobody has asked it anything at all about the weather, which\nwas fair."
    )
    verse = "The lamp is lit,\nthe sea is grey,\nand nobody\nhas come today."
    _, passages = prose(f"{wrapped}\n\n{verse}\n\n{wrapped}\n")
    assert passages[0].endswith("about the weather, which was fair.")
    assert "\n" not in passages[0]
    assert passages[1] == verse


def test_each_long_line_is_a_paragraph():
    _, passages = prose("\n".join([BODY, f"{BODY} Twice.", f"{BODY} Thrice."]))
    assert len(passages) == 3


def test_headings_are_sections():
    draft, _ = prose(f"{BODY}\n\nTHE SECOND NIGHT\n\n{BODY}\n\nA Door in the Wind\n\n{BODY}\n\nChapter IV\n\n{BODY}")
    assert [each.text for each in draft.pieces if each.level] == [
        "THE SECOND NIGHT",
        "A Door in the Wind",
        "Chapter IV",
    ]


def test_an_endless_paragraph_is_set_anew_from_its_sentences():
    draft, passages = prose(" ".join([BODY] * 80))
    assert len(passages) > 5
    assert all(30 <= len(each) <= 1500 and each.endswith("whatever.") for each in passages)
    assert draft.remarks == ("1 endless paragraph set anew from whole sentences",)


def test_page_numbers_and_running_heads_are_left_out_and_sentences_mended():
    half = BODY[:60].rsplit(" ", 1)
    broken = f"{half[0]}\n\n- 12 -\n\n{half[1]}{BODY[60:]}"
    draft, passages = prose(f"{broken}\n\n- 13 -\n\n{BODY}\n\n- 14 -\n\n{BODY}")
    assert passages == [BODY, BODY, BODY]
    assert [each.why for each in draft.left_out] == ["a page's number or running head"] * 3


def test_a_transcribers_remark_becomes_a_note():
    draft, passages = prose(f"{BODY}\n\n[At this point the lamp went out.]\n\n{BODY}")
    assert passages == [BODY, BODY]
    assert draft.pieces[0].notes == ("At this point the lamp went out.",)


def test_footnotes_go_to_the_paragraphs_that_call_them():
    draft, passages = prose(f"{BODY}[1]\n\n{BODY}[2]\n\n[1] One note.\n\n[2] Another note.\n")
    assert passages == [BODY, BODY]
    assert [each.notes for each in draft.pieces] == [("One note.",), ("Another note.",)]


def test_odd_characters_are_mended():
    _, passages = prose(f"\ufeff{BODY}\r\n\r\nA\xa0soft\xadened line of words, long enough to stand.\r\n\r\n{BODY}")
    assert passages[1] == "A softened line of words, long enough to stand."


def test_entities_of_web_pages_are_read():
    _, passages = prose(f"{BODY}\n\nGr&uuml;&szlig;e &amp; Dank an alle, die das Licht geh&uuml;tet haben.\n\n{BODY}")
    assert passages[1].startswith("Grüße & Dank")


BOOKS = ("Ge", "Lev", "Num", "Deu", "Josh", "Ruth", "Ezra", "Neh", "Est", "Job", "Exo")


def verses(*books):
    return "\n".join(
        f"{book}{chapter}:{verse} The sea was there." for book in books for chapter in (1, 2) for verse in (1, 2, 3)
    )


@pytest.mark.parametrize(
    ("written", "cited"), [("Ge", "Genesis"), ("1Sm", "1 Samuel"), ("Psa", "Psalm"), ("Tides ", "Tides")]
)
def test_verses_are_recognised_and_their_books_named(written, cited):
    draft = plain.read(verses(written, "Exo"), "a.txt")
    assert [each.locator for each in draft.rows][:4] == [f"{cited} 1:1", f"{cited} 1:2", f"{cited} 1:3", f"{cited} 2:1"]
    assert draft.fields == {"scheme": "verse"}
    assert draft.rows[0].text == "The sea was there."


def test_a_verse_carried_on_is_joined_and_a_doubled_one_left_out():
    draft = plain.read(f"A head line\n{verses(*BOOKS)}\nand it went on.\nExo2:3 Again.\n", "a.txt")
    assert draft.rows[-1].text == "The sea was there. and it went on."
    assert [each.why for each in draft.left_out] == [
        "it stands above the first verse",
        "its reference is already another verse's",
    ]


def test_a_report_with_times_of_day_is_no_verses():
    text = "\n".join(f"At 7:{minute:02} the lamp was seen by the keeper of the eastern rock." for minute in range(40))
    assert plain.read(text, "a.txt").fields.get("scheme") != "verse"


def test_numbered_lines_keep_their_numbers():
    draft = plain.read("\n".join(f"{number}. Saying number {number}." for number in range(1, 31)), "a.txt")
    assert [each.locator for each in draft.rows] == [str(number) for number in range(1, 31)]
    assert draft.rows[4].text == "Saying number 5."


def test_lines_that_stand_for_themselves_are_rows():
    draft = plain.read("\n".join(f"The {number} boats came home at evening." for number in range(40)), "a.txt")
    assert draft.fields == {"scheme": "row"}
    assert [each.locator for each in draft.rows][:2] == ["1", "2"]


def test_the_operators_scheme_decides():
    draft, passages = prose(
        "\n".join(f"The {number} boats came home at evening." for number in range(40)), scheme="paragraph"
    )
    assert not draft.rows
    assert passages
    assert len(plain.read(f"{BODY}\n\n{BODY}", "a.txt", scheme="row").rows) == 2
