"""`commonplace lookup`: one question, a batch, and wrong use."""

import json

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.library.shelf import Shelf
from tests.lookup.conftest import LOG, library


@pytest.fixture
def run(tmp_path, monkeypatch):
    folder = tmp_path / "packs" / "shore"
    folder.mkdir(parents=True)
    defaults = 'title = "Shore"\nlicence = "CC0"\nsource = "tests"\nlanguage = "en"\n'
    work = '[[work]]\nfile = "log.jsonl"\ntitle = "Harbour Log"\nauthor = "Ada Marlow"\ndate = "1901"\n'
    (folder / "pack.toml").write_text(f'name = "shore"\n{defaults}{work}', encoding="utf-8")
    rows = [json.dumps({"id": f"p{place}", "text": text}) for place, text in enumerate(LOG)]
    (folder / "log.jsonl").write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setenv("COMMONPLACE_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return lambda *words, told=None: CliRunner().invoke(app, ["lookup", *words], input=told)


def answers(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_batch_answers_in_order_with_all_the_fields(run):
    asked = [{"id": 7, "text": LOG[0]}, {"id": "x", "text": "the harbour master counted nine lanterns on the quay"}]
    result = run("--batch", "-", "--pack", "shore", told="\n".join(map(json.dumps, asked)))
    first, second = answers(result)
    assert result.exit_code == 0
    assert (first["id"], first["verdict"], second["id"], second["verdict"]) == (7, "exact", "x", "altered")
    hit = first["hits"][0]
    assert {"passage", "pack", "work", "locator", "citation", "text", "score", "span"} <= hit.keys()
    assert (hit["locator"], hit["text"], hit["span"]) == ("p0", LOG[0], [0, len(LOG[0])])
    assert "".join(yours for _operation, yours, _theirs in second["difference"]) == asked[1]["text"]
    assert all(isinstance(each["ms"], float) for each in (first, second))


def test_hits_are_listed_also_where_nothing_is_found(run):
    (answer,) = answers(run("--batch", "-", told=json.dumps({"id": 1, "text": "the harbour of quarterly budgets"})))
    assert answer["verdict"] == "none"
    assert answer["hits"]


def test_bad_lines_are_told_and_the_others_answered(run):
    told = '{"id": 1}\nnot json\n[]\n{"id": 2, "text": 5}\n\n{"id": 3, "text": "\\ud800 torn net"}'
    result = run("--batch", "-", told=told)
    assert result.exit_code == 1
    assert [each["id"] for each in answers(result)] == [3]
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["line 1", "line 2", "line 3", "line 4"]


@pytest.mark.parametrize(
    "words",
    [(), ("text", "--batch", "-"), ("text", "--pack", "no"), ("--batch", "missing.jsonl"), ("a", "--kind", "x")],
)
def test_wrong_use_ends_with_two(run, words):
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("lanterns",), "find"),
        ((LOG[2],), "quote"),
        (("lanterns", "--kind", "quote"), "quote"),
        (("torn net", "--kind", "find"), "find"),
        (("shore nonsense", "--kind", "reference"), "reference"),
    ],
)
def test_one_question_is_taken_for_what_it_is(run, words, kind):
    result = run(*words, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["kind"] == kind


def test_a_person_reads_the_verdict_the_words_and_the_citation(run):
    shown = run("the harbour master counted nine lanterns").stdout
    assert "altered" in shown
    assert "[nine]" in shown
    assert "Ada Marlow, Harbour Log (1901)" in shown


def test_the_library_of_the_tests_is_whole(tmp_path):
    pack, passages = library()
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        shelf.put(pack, passages, "one")
        assert shelf.count() == len(passages)


def test_contexts_and_frequencies_are_answered_too(run):
    (answer,) = answers(run("water", "--pack", "shore", "--kind", "concordance", "--json"))
    assert [each["word"] for each in answer["contexts"]] == ["water", "water"]
    assert (answer["passages"], answer["works"], answer["cited"][0]["contexts"]) == (2, 1, 2)
    (answer,) = answers(run("water", "--pack", "shore", "--kind", "frequency", "--json"))
    assert [(each["year"], each["occurrences"]) for each in answer["years"] if each["occurrences"]] == [(1901, 2)]
    shown = run("water", "--pack", "shore", "--kind", "concordance").stdout.splitlines()
    assert shown[0].startswith("concordance: 2 passages in 1 work")
    assert len({line.index("water") for line in shown if "water" in line}) == 1
    assert "1901 ████████████████" in run("water", "--pack", "shore", "--kind", "frequency").stdout
    assert run("zeppelin", "--kind", "frequency").exit_code == 0


def test_an_altered_quotation_says_why(run):
    text = "the harbour master counted nine lanterns on the quay"
    (answer,) = answers(run(text, "--json"))
    assert (answer["verdict"], answer["reasons"]) == ("altered", ["number"])
    assert "altered (number)" in run(text).stdout
