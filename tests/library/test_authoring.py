"""Writing packs: begun, proof-read, shown, and taken elsewhere."""

import json
import re
import zipfile

import pytest
from lxml import etree
from typer.testing import CliRunner

from bot.cli.main import app
from bot.library import fields, jsonlines, pack, proof
from tests.library.conftest import HEAD

LONG = " ".join(f"This is sentence number {number} of a long report." for number in range(40))
TEXT = """+++
title = "The Lamp Book"
author = "Ada Keeper"
scheme = "section"
+++

# Book I

{#fence date=1926-04-11 topics="borders, patience" title="The low fence" speaker="Otto Voss" terms="fence" beside="01328c7a 0314114e 03a9b5ca"}
A fence should be low enough to lean on.\\
Whatever is said across it is said standing.[^a]
? What do you settle across a fence?
= good fences are for leaning on

Give away what you have too much of.

# Book II

Water before nine or after six.

[^a]: In the society's own hand.
"""  # noqa: E501 - attributes stand in one line


@pytest.fixture
def type_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMONPLACE_DATA", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def queried(write, **files):
    folder = write("shelf", {"pack.toml": HEAD, **{name.replace("_", "."): text for name, text in files.items()}})
    return [str(each) for each in proof.warnings(pack.read(folder))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One line.\n\nAnother.\n\nOne  LINE.\n", "a.md:5: the same text as line 1: is one of them too many?"),
        (f"{{#long}}\n{LONG}\n", "a.md:2: long has"),
        ("{#odd}\nA zero\u200bwidth.\n", "a.md:2: odd has odd characters: U+200B ZERO WIDTH SPACE"),
        ("{#cafe}\nA cafÃ© by the sea.\n", "a.md:2: cafe has 'Ã©': the text was read in a wrong encoding once"),
        ("One line.\n? Talk about it.\n", "a.md:1: ¶1: 'Talk about it.' asks nothing: end it with a question mark"),
        (
            "".join(f'{{#a{at} topics="borders"}}\nLine {at}.\n\n' for at in (1, 2))
            + '{#b topics="boarders"}\nLine 3.\n',
            "a.md:8: the topic 'boarders' stands nowhere else: did you mean 'borders'?",
        ),
    ],
)
def test_what_may_be_a_slip_is_told_with_file_and_line(write, text, told):
    (said,) = queried(write, a_md=text)
    assert said.startswith(told)


def test_a_topic_that_the_vocabulary_lacks_is_unknown(write):
    head = HEAD + 'vocabulary = ["borders", "trade"]\ntopics = ["weather"]\n'
    text = '{topics="borders"}\nOne.\n\n{topics="boarders, trade"}\nTwo.\n'
    folder = write("shelf", {"pack.toml": head, "a.md": text})
    assert sorted(str(each) for each in proof.warnings(pack.read(folder))) == [
        "a.md:5: unknown topic 'boarders': did you mean 'borders'?",
        "pack.toml: unknown topic 'weather': mend it, or add it to the vocabulary in pack.toml",
    ]
    (folder / "pack.toml").write_text(HEAD + "vocabulary = [1]\n")
    with pytest.raises(pack.BadPack, match="vocabulary must be a list of topics"):
        pack.read(folder)


def test_a_licence_that_nobody_stated_is_told(write):
    folder = write("shelf", {"pack.toml": 'title="A"\nlicence="not stated"\nsource="b"\n', "a.md": "One line.\n"})
    assert [str(each) for each in proof.warnings(pack.read(folder))] == [
        "pack.toml: A: nobody has said what its licence is: write licence = …"
    ]


def test_a_careful_pack_has_nothing_to_look_at(write):
    assert queried(write, book_md=TEXT) == []


def test_every_pack_that_comes_with_the_program_is_proof_read():
    for folder in pack.folders(pack.bundled()):
        odd = [str(each) for each in proof.warnings(pack.read(folder))]
        assert not [each for each in odd if "odd characters" in each or "encoding" in each or "asks nothing" in each]


def test_check_tells_errors_and_slips_and_ends_in_one_where_a_pack_cannot_be_used(type_in, write, tmp_path):
    assert "you have no packs yet" in type_in("packs", "check").stderr
    write("data/packs/good", {"pack.toml": HEAD, "a.md": "One line.\n\nOne line.\n"})
    write("data/packs/bad", {"pack.toml": 'title = "x"\nsource = "y"\n', "a.md": "One.\n"})
    answer = type_in("packs", "check")
    assert answer.exit_code == 1
    assert "bad/pack.toml:1: a.md has no licence: add licence" in answer.stderr
    assert "good/a.md:3: the same text as line 1" in answer.stderr
    assert "good: fit to use: 2 passages; 1 to look at" in answer.stdout
    assert type_in("packs", "check", "good").exit_code == 0
    assert type_in("packs", "check", tmp_path / "data/packs/good").exit_code == 0
    assert "there is no such pack" in type_in("packs", "check", "gone").stderr


def test_a_new_pack_is_fit_to_use_at_once(type_in):
    answer = type_in("packs", "new", "garden", "--author", "Hanne Voss", "--title", "The Garden")
    assert "garden: begun in" in answer.stdout
    assert "garden: fit to use: 2 passages; nothing to look at" in type_in("packs", "check").stdout
    shown = type_in("packs", "show", "garden").stdout
    for said in ("The Garden (garden)", "passages: 2, first to ¶2", "licence: CC BY 4.0", "topics: gardens"):
        assert said in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("../x",), "a pack's name is made of"),
        (("neighbours",), "there is a pack of that name already"),
        (("garden", "--language", "?"), "--language = '?' is not a language tag"),
    ],
)
def test_a_pack_that_cannot_be_begun_is_told_why(type_in, tmp_path, words, told):
    answer = type_in("packs", "new", *words)
    assert (answer.exit_code, told in answer.stderr) == (2, True)
    assert not (tmp_path / "x").exists()


def passages(folder):
    return list(pack.read(folder).passages())


def test_markdown_is_a_pack_again_with_every_place_and_field(type_in, write, tmp_path):
    before = passages(write("data/packs/shelf", {"pack.toml": HEAD, "book.md": TEXT}))
    assert type_in("packs", "export", "shelf", "--to", "out/shelf").exit_code == 0
    after = passages(tmp_path / "out" / "shelf")
    assert after == before


def test_json_lines_are_imported_again_with_their_ids(type_in, write):
    before = passages(write("data/packs/shelf", {"pack.toml": HEAD, "book.md": TEXT}))
    assert type_in("packs", "export", "shelf", "--as", "jsonl", "--to", "rows.jsonl").exit_code == 0
    assert type_in("import", "rows.jsonl", "--licence", "CC BY 4.0").exit_code == 0
    listed = {each["name"]: each for each in json.loads(type_in("packs", "--json").stdout)}
    assert listed["rows"]["passages"] == len(before) == 3


def test_an_epub_has_every_passage_with_citation_and_question(type_in, write):
    write("data/packs/shelf", {"pack.toml": HEAD, "book.md": TEXT})
    assert type_in("packs", "export", "shelf", "--as", "epub", "--to", "shelf.epub").exit_code == 0
    with zipfile.ZipFile("shelf.epub") as book:
        names = book.namelist()
        assert names[0] == "mimetype"
        assert book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        pages = [etree.fromstring(book.read(each)) for each in names if each.endswith((".xhtml", ".opf", ".xml"))]
        words = " ".join(" ".join(each.itertext()) for each in pages)
    for said in ("low enough to lean on", "Otto Voss", "What do you settle", "The Lamp Book 1.2", "CC BY 4.0"):
        assert said in re.sub(r"\s+", " ", words)


def test_an_epub_of_ours_is_read_by_our_own_import(type_in, write):
    write("data/packs/shelf", {"pack.toml": HEAD, "book.md": TEXT})
    type_in("packs", "export", "shelf", "--as", "epub", "--to", "shelf.epub")
    assert "Ada Keeper" in type_in("import", "shelf.epub", "--dry-run").stdout


@pytest.mark.parametrize("kind", ["markdown", "jsonl", "epub"])
def test_what_may_not_be_passed_on_is_written_only_on_the_operators_word(type_in, write, tmp_path, kind):
    write("data/packs/shelf", {"pack.toml": f"{HEAD}redistribute = false\n", "book.md": TEXT})
    refused = type_in("packs", "export", "shelf", "--as", kind, "--to", "out")
    assert (refused.exit_code, "may not be passed on (CC BY 4.0): if you may" in refused.stderr) == (1, True)
    assert not (tmp_path / "out").exists()
    assert type_in("packs", "export", "shelf", "--as", kind, "--to", "out", "--i-may").exit_code == 0
    assert (tmp_path / "out").exists()
    again = type_in("packs", "export", "shelf", "--as", kind, "--to", "out", "--i-may")
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


def schema(root):
    return json.loads((root / "docs" / "pack.schema.json").read_text(encoding="utf-8"))


def test_the_schema_names_the_fields_that_are_read(root):
    written = schema(root)
    named = {*fields.WORDS, *fields.LISTS, *fields.SWITCHES}
    assert set(written["properties"]) == {*named, "name", "work", "vocabulary"}
    assert set(written["$defs"]["work"]["properties"]) == {*named, "file", "id"}
    assert set(written["$defs"]["row"]["properties"]) == {
        "id", "text", "work", "src", *jsonlines.WORDS, *jsonlines.LISTS, *jsonlines.ALIASES,
    }  # fmt: skip
    assert written["$defs"]["fields"]["scheme"]["enum"] == list(fields.SCHEMES)


@pytest.mark.parametrize("value", ["1801", "1801-03", "1801-03-04", "-0044", "1801-13", "18", "soon"])
def test_the_schemas_dates_are_those_that_are_read(root, value):
    pattern = schema(root)["$defs"]["fields"]["date"]["pattern"]
    assert bool(re.search(pattern, value)) == fields.is_date(value)
