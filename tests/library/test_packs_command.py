"""`commonplace import`, `packs` and `packs remove`, as an operator types them."""

import json
import sqlite3

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.library import trace
from tests.library.conftest import HEAD

TEXT = "The lamp was lit at four in the afternoon, and the sea took no notice of it whatever, as seas do not.\n"


@pytest.fixture
def type_in(tmp_path, monkeypatch):
    """Type a command line, with a data folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMONPLACE_DATA", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def listed(type_in):
    return {each["name"]: each for each in json.loads(type_in("packs", "--json").stdout)}


def test_an_import_is_shown_and_listed(type_in, write):
    folder = write("in", {"lamp.txt": f"The Lamp\n\n{TEXT}\n{TEXT}"})
    answer = type_in(
        "import", folder / "lamp.txt", "--licence", "CC BY 4.0", "--author", "Ada Keeper", "--date", "3 May 1901"
    )
    assert answer.exit_code == 0
    for said in (
        "lamp: imported: 2 passages in 1 work",
        "Ada Keeper, The Lamp (1901) ¶1",
        "lamp.txt:1: the title: The Lamp",
    ):
        assert said in answer.stdout
    assert "Not posted unasked" not in answer.stdout
    entry = listed(type_in)["lamp"]
    assert (entry["title"], entry["passages"], entry["bundled"]) == ("The Lamp", 2, False)
    assert entry["works"][0]["date"] == "1901-05-03"
    assert entry["works"][0]["passages"] == 2


def test_a_text_held_back_is_told_with_the_mend(type_in, write):
    answer = type_in("import", write("in", {"lamp.txt": TEXT}) / "lamp.txt")
    assert answer.exit_code == 0
    assert "Not posted unasked: Lamp: nobody said what its licence is: name it with --licence" in answer.stdout
    assert "post = true" in answer.stdout
    answer = type_in("import", write("in", {"b.txt": f"{TEXT}\n{TEXT}\n(Not to be republished.)\n"}) / "b.txt")
    assert "its notice says: Not to be republished." in answer.stdout


def test_post_true_in_the_manifest_is_the_operators_yes(type_in, write, tmp_path):
    type_in("import", write("in", {"lamp.txt": TEXT}) / "lamp.txt")
    manifest = tmp_path / "data/packs/lamp/pack.toml"
    manifest.write_text(manifest.read_text() + "post = true\n")
    assert listed(type_in)["lamp"]["works"][0]["post"] is True


def test_packs_are_listed_for_people(type_in, write):
    type_in("import", write("in", {f"{number}.txt": TEXT for number in range(20)}), "--pack", "many")
    answer = type_in("packs")
    assert answer.exit_code == 0
    assert "A Year of Neighbours" in answer.stdout
    assert "and 8 more works" in answer.stdout


def test_a_pack_is_removed_again(type_in, write, tmp_path):
    type_in("import", write("in", {"lamp.txt": TEXT}) / "lamp.txt")
    answer = type_in("packs", "remove", "lamp")
    assert (answer.exit_code, answer.stdout) == (0, "lamp: removed\n")
    assert "lamp" not in listed(type_in)
    assert [each.name for each in (tmp_path / "data/packs").iterdir() if not each.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("name", "told"), [("lamp", "there is no such pack; yours are: none yet"), ("neighbours", "stays")]
)
def test_what_cannot_be_removed_is_told(type_in, name, told):
    answer = type_in("packs", "remove", name)
    assert answer.exit_code == 1
    assert told in answer.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["gone.txt"], 2, "there is no such file"),
        (["in/lamp.txt", "--scheme", "stanza"], 2, "--scheme = 'stanza' is not one of paragraph"),
        (["in/lamp.txt", "--date", "soon"], 2, "--date = 'soon' is not a year"),
        (["in/lamp.txt", "--language", "English!"], 2, "--language = 'English!' is not a language tag"),
        (["in/lamp.txt", "--pack", "../x"], 2, "a pack's name"),
        (["in/empty.txt"], 1, "empty.txt: the file is empty"),
        (["in/book.epub"], 1, "book.epub: damaged, it cannot be unpacked"),
        (["shelf"], 1, "pack.toml:1: lamp.md has no licence: add licence"),
    ],
)
def test_what_is_wrong_is_one_clear_sentence(type_in, write, words, code, told, tmp_path):
    write("in", {"lamp.txt": TEXT, "empty.txt": "", "book.epub": b"PK\x03\x04"})
    write("shelf", {"pack.toml": 'title = "x"\nsource = "y"\n', "lamp.md": "A line."})
    answer = type_in("import", *words)
    assert answer.exit_code == code
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr
    assert set(listed(type_in)) == {"neighbours"} | (set(listed(type_in)) - {"lamp", "in", "shelf"})


def test_an_index_that_cannot_be_written_undoes_the_import(type_in, write, tmp_path, monkeypatch):
    type_in("import", write("in", {"lamp.txt": f"old {TEXT}"}) / "lamp.txt")

    def full(*_args, **_named):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("bot.library.shelf.Shelf.renew", full)
    answer = type_in("import", write("in", {"lamp.txt": f"new {TEXT}"}) / "lamp.txt")
    assert answer.exit_code == 1
    assert "the library's index cannot be written (database or disk is full)" in answer.stderr
    assert "old" in (tmp_path / "data/packs/lamp/lamp.md").read_text()


def test_a_bad_pack_beside_the_others_is_told_and_the_others_are_listed(type_in, write):
    type_in("import", write("in", {"lamp.txt": TEXT}) / "lamp.txt")
    write("data/packs/broken", {"pack.toml": HEAD})
    answer = type_in("packs")
    assert answer.exit_code == 0
    assert "broken: pack.toml: the pack has no works" in answer.stderr
    assert "lamp" in answer.stdout


def test_the_trace_of_a_passage_is_written_as_a_companion_wants_it(type_in, write):
    rows = "\n".join(json.dumps({"id": f"1:{at}", "text": text}) for at, text in enumerate((TEXT, "It was small.")))
    type_in("import", write("in", {"lamp.jsonl": rows}) / "lamp.jsonl", "--title", "The Lamp", "--scheme", "verse")
    answer = type_in("packs", "trace", "Lamp 1:0-1")
    assert answer.stdout.splitlines() == [
        f'1:0\tbeside="{" ".join(trace.of(TEXT))}"',
        "1:1\ttoo short to be known again by a trace",
    ]


@pytest.mark.parametrize("words", ["Lamp ¶9", "the moon"])
def test_a_trace_of_what_is_not_there_is_refused(type_in, write, words):
    type_in("import", write("in", {"lamp.txt": f"The Lamp\n\n{TEXT}"}) / "lamp.txt")
    answer = type_in("packs", "trace", words)
    assert answer.exit_code == 1
    assert "no passage of your library is called so" in answer.stderr


TABLE = "chapter,verse,wording,mood\n1,1,The garden opened before the day had quite decided to.,calm\n"


def test_a_trial_shows_what_a_file_would_become_and_keeps_nothing(type_in, write, tmp_path):
    write("in", {"garden.csv": TABLE})
    answer = type_in("import", "in/garden.csv", "--dry-run")
    assert answer.exit_code == 0
    assert "garden: would be imported: 1 passage in 1 work" in answer.stdout
    assert "garden.csv: Garden: 1 passage, 1:1" in answer.stdout
    assert "text from “wording”, verse from “verse”, chapter from “chapter”; passed over: mood" in answer.stdout
    assert "“Garden”" not in type_in("packs").stdout


def test_columns_are_named_by_option(type_in, write):
    write("in", {"garden.csv": TABLE})
    assert "passed over: wording" in type_in("import", "in/garden.csv", "--map", "text=mood").stdout
    wrong = type_in("import", "in/garden.csv", "--map", "text")
    assert (wrong.exit_code, "--map text: write it as ROLE=COLUMN" in wrong.stderr) == (2, True)
    wrong = type_in("import", "in/garden.csv", "--map", "text=body")
    assert (wrong.exit_code, "there is no column 'body'" in wrong.stderr) == (2, True)
