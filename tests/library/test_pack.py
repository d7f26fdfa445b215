"""Packs as people write them: what is read, and what is told when something is wrong."""

import os

import pytest

from bot.library import pack
from bot.library.pack import BadPack
from tests.library.conftest import HEAD

PROSE = """+++
author = "Ada Keeper"
date = 1901-05-03
topics = ["sea", "work"]
+++

# A Shelf

## Winter

The lamp was lit at four, and the sea took no notice.

{#storm date=1901-05-04 topics="storms, courage" title="The storm"}
All night the wind stood in the door[^1].
? Who should open a door in a storm?
= The wind sat in the door

## Spring

Boats went out.\\
They came back.

[^1]: The door faces west.
"""


def read(folder):
    made = pack.read(folder)
    return made, list(made.passages())


def test_a_folder_of_prose_becomes_passages(write):
    made, found = read(write("shelf", {"pack.toml": HEAD, "lamp.md": PROSE}))
    assert (made.name, made.title) == ("shelf", "A Shelf")
    (work,) = made.works
    assert (work.id, work.author, work.date, work.topics) == ("lamp", "Ada Keeper", "1901-05-03", ("sea", "work"))
    assert [each.locator for each in found] == ["¶1", "storm", "¶3"]
    assert [each.section for each in found] == [("Winter",), ("Winter",), ("Spring",)]
    assert [each.position for each in found] == [0, 1, 2]


def test_what_is_attached_to_a_paragraph_comes_with_it(write):
    _, found = read(write("shelf", {"pack.toml": HEAD, "lamp.md": PROSE}))
    storm = found[1]
    assert storm.text == "All night the wind stood in the door."
    assert storm.title == "The storm"
    assert storm.date == "1901-05-04"
    assert storm.topics == ("storms", "courage")
    assert storm.prompts == ("Who should open a door in a storm?",)
    assert storm.forms == ("The wind sat in the door",)
    assert storm.note == "The door faces west."
    assert found[2].text == "Boats went out.\nThey came back."


def test_rows_keep_their_ids_and_fields(write):
    rows = '{"id": 7, "text": "One.", "lang": "de", "citation": "Row seven"}\n\n{"text": "Two.", "section": "B"}\n'
    _, found = read(write("shelf", {"pack.toml": HEAD, "rows.jsonl": rows}))
    assert [(each.locator, each.language, each.cite, each.section) for each in found] == [
        ("7", "de", "Row seven", ()),
        ("3", "en", "", ("B",)),
    ]


def test_a_long_paragraph_becomes_lettered_parts_and_the_count_goes_on(write):
    long = " ".join(f"This is sentence number {number} of a long report." for number in range(60))
    _, found = read(write("shelf", {"pack.toml": HEAD, "lamp.md": f"Short first.\n\n{long}\n\nShort last."}))
    assert [each.locator for each in found] == ["¶1", "¶2a", "¶2b", "¶3"]
    assert " ".join(each.text for each in found[1:3]) == long


def test_an_explicit_id_is_never_cut(write):
    long = "word " * 600
    _, found = read(write("shelf", {"pack.toml": HEAD, "lamp.md": f"{{#whole}}\n{long}"}))
    assert [each.locator for each in found] == ["whole"]


def test_sections_are_numbered_as_their_headings_say(write):
    text = "# Book II\n\nOne.\n\nTwo.\n\n# Book IV\n\nThree.\n\n## 7. On Rest\n\nFour.\n"
    _, found = read(write("shelf", {"pack.toml": HEAD + 'scheme = "section"\n', "lamp.md": text}))
    assert [each.locator for each in found] == ["2.1", "2.2", "4.1", "4.7.1"]


def test_works_are_declared_in_order_with_fields_of_their_own(write):
    manifest = (
        HEAD + '[[work]]\nfile = "b.md"\ntitle = "B"\npost = true\n[[work]]\nfile = "a.md"\nid = "first"\ntitle = "A"\n'
    )
    made, _ = read(write("shelf", {"pack.toml": manifest, "a.md": "Text of a.", "b.md": "Text of b."}))
    assert [(each.id, each.title, each.post) for each in made.works] == [("b", "B", True), ("first", "A", False)]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"lamp.md": "x"}, ["no pack.toml"]),
        ({"pack.toml": "title = x\nsource = 1\n", "lamp.md": "x"}, ["pack.toml:1: not TOML"]),
        ({"pack.toml": b"\xff\xfe\x00", "lamp.md": "x"}, ["pack.toml: not UTF-8"]),
        ({"pack.toml": 'title = "A"\nsource = "b"\n', "lamp.md": "x"}, ["lamp.md has no licence: add licence"]),
        ({"pack.toml": 'title = "A"\nlicence = "b"\n', "lamp.md": "x"}, ["lamp.md has no source: add source"]),
        ({"pack.toml": HEAD}, ["the pack has no works"]),
        ({"pack.toml": HEAD + 'name = "other"\n', "lamp.md": "x"}, ["name = 'other', but the folder is 'shelf'"]),
        ({"pack.toml": HEAD + "work = 3\n"}, ["names no file"]),
        ({"pack.toml": HEAD + '[[work]]\nfile = "../x.md"\n'}, ["pack.toml:4: file = '../x.md' must be a file in"]),
        ({"pack.toml": HEAD + '[[work]]\nfile = "x.md"\n'}, ["there is no file 'x.md'"]),
        ({"pack.toml": HEAD + '[[work]]\nfile = "x.pdf"\n', "x.pdf": "x"}, ["must end in .md or .jsonl"]),
        ({"pack.toml": HEAD + 'colour = "red"\n', "lamp.md": "x"}, ["no field 'colour'"]),
        ({"pack.toml": HEAD + "date = 1901-02-30\n", "lamp.md": "x"}, ["not TOML"]),
        ({"pack.toml": HEAD + 'date = "1901-02-30"\n', "lamp.md": "x"}, ["not a year or an ISO date"]),
        ({"pack.toml": HEAD + 'scheme = "stanza"\n', "lamp.md": "x"}, ["scheme = 'stanza' is not one of"]),
        ({"pack.toml": HEAD + "topics = [1]\n", "lamp.md": "x"}, ["topics must be a list of words"]),
        ({"pack.toml": HEAD + 'post = "yes"\n', "lamp.md": "x"}, ["post must be true or false"]),
        ({"pack.toml": HEAD, "lamp.md": "+++\ntitle = x\ndate = 1901\n+++\nx"}, ["lamp.md:2: not TOML"]),
        ({"pack.toml": HEAD, "lamp.md": "+++\ntitle = 'a'\nx"}, ["lamp.md:1: the head that +++ opens is not closed"]),
        ({"pack.toml": HEAD, "lamp.md": b"caf\xe9 au lait"}, ["lamp.md: not UTF-8"]),
        ({"pack.toml": HEAD, "lamp.md": "# Only a heading\n"}, ["lamp.md: there is no passage"]),
        (
            {"pack.toml": HEAD, "lamp.md": "{#a}\nOne.\n\n{#a}\nTwo.\n"},
            ["lamp.md:5: the id 'a' is already that of line 2"],
        ),
        ({"pack.toml": HEAD, "lamp.md": "{#a datum=1}\nOne.\n"}, ["lamp.md:1: there is no attribute 'datum'"]),
        ({"pack.toml": HEAD, "lamp.md": "{#a date=1993-13-01}\nOne.\n"}, ["lamp.md:1: date=1993-13-01"]),
        ({"pack.toml": HEAD, "lamp.md": "{#a #b}\nOne.\n"}, ["lamp.md:1: give the paragraph one id"]),
        ({"pack.toml": HEAD, "lamp.md": "One[^2].\n"}, ["lamp.md:1: the footnote [^2] has no text"]),
        ({"pack.toml": HEAD, "lamp.md": "? Why?\n"}, ["lamp.md:1: a question without a paragraph"]),
        ({"pack.toml": HEAD, "lamp.md": "One.\n\n<div>x</div>\n"}, ["lamp.md:3: HTML is not read"]),
        ({"pack.toml": HEAD, "rows.jsonl": "[1]\n"}, ["rows.jsonl:1: not an object"]),
        ({"pack.toml": HEAD, "rows.jsonl": '{"id": 1}\n'}, ['rows.jsonl:1: no "text"']),
        ({"pack.toml": HEAD, "rows.jsonl": '{"id": [1], "text": "a"}\n'}, ['rows.jsonl:1: "id" must be']),
        ({"pack.toml": HEAD, "rows.jsonl": '{"text": "a", "lang": 3}\n'}, ['rows.jsonl:1: "lang" must be words']),
        ({"pack.toml": HEAD, "rows.jsonl": '{"text": "a", "date": "soon"}\n'}, ["rows.jsonl:1: \"date\": 'soon'"]),
        (
            {"pack.toml": HEAD, "rows.jsonl": '{"id": "a", "text": "a"}\n{"id": "a", "text": "b"}\n'},
            ["rows.jsonl:2: the id"],
        ),
        ({"pack.toml": HEAD, "a b.md": "x", "a-b.md": "y"}, ["two works are called 'a-b'"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_mend(write, files, told):
    with pytest.raises(BadPack) as error:
        pack.read(write("shelf", files))
    assert all(any(each in problem for problem in error.value.problems) for each in told), error.value.problems


def test_all_that_is_wrong_is_told_at_once(write):
    text = "{#a}\nOne.\n\n{#a}\nTwo[^9].\n\n<b>\nx\n</b>\n"
    with pytest.raises(BadPack) as error:
        pack.read(write("shelf", {"pack.toml": HEAD, "lamp.md": text}))
    assert len(error.value.problems) == 3


def test_problems_beyond_counting_are_counted(write):
    rows = "nonsense\n" * 80
    with pytest.raises(BadPack) as error:
        pack.read(write("shelf", {"pack.toml": HEAD, "rows.jsonl": rows}))
    assert error.value.problems[-1] == "… and 30 more"


def test_a_folder_with_another_kind_of_name_is_refused(write):
    with pytest.raises(BadPack, match="not a pack's name"):
        pack.read(write("My Shelf", {"pack.toml": HEAD, "lamp.md": "x"}))


def test_a_link_out_of_the_folder_is_refused(write, tmp_path):
    folder = write("shelf", {"pack.toml": HEAD + '[[work]]\nfile = "x.md"\n'})
    (tmp_path / "secret.md").write_text("Not theirs.")
    (folder / "x.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(BadPack, match="points outside"):
        pack.read(folder)


def test_a_file_that_went_bad_after_it_was_opened_is_told(write):
    folder = write("shelf", {"pack.toml": HEAD, "rows.jsonl": '{"text": "a"}\n'})
    opened = pack.open_pack(folder)
    (folder / "rows.jsonl").write_text("nonsense\n")
    with pytest.raises(BadPack, match=r"rows\.jsonl:1"):
        list(opened.passages())


def test_the_fingerprint_changes_with_every_file_and_with_nothing_else(write):
    folder = write("shelf", {"pack.toml": HEAD, "lamp.md": "One."})
    first = pack.fingerprint(folder)
    assert pack.fingerprint(folder) == first
    (folder / ".lamp.md.swp").write_text("an editor's")
    assert pack.fingerprint(folder) == first
    os.utime(folder / "lamp.md", (1, 1))
    assert pack.fingerprint(folder) != first


def test_folders_are_found_by_name_and_the_last_root_wins(write):
    ours = write("ours/shelf", {"pack.toml": HEAD})
    write("ours/.import-x", {"pack.toml": HEAD})
    write("ours/nothing", {"x.md": ""})
    theirs = write("theirs/shelf", {"pack.toml": HEAD})
    other = write("theirs/other", {"pack.toml": HEAD})
    assert pack.folders(ours.parent, theirs.parent) == [other, theirs]


def test_the_bundled_packs_are_where_they_should_be():
    assert (pack.bundled() / "neighbours" / "pack.toml").is_file()
