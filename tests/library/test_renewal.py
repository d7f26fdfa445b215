"""A pack that changed in one place: the works that did not change are neither read, nor written, nor indexed again."""

import os

import pytest

from bot.library import pack as packs
from bot.library import prose
from bot.library.shelf import Shelf
from bot.lookup.desk import synced
from bot.lookup.lookup import Lookup
from tests.library.conftest import HEAD

TITLED = '+++\ntitle = "A Part"\n+++\n\n'
WORKS = ("anchor", "buoy", "cable", "drift", "ebb")


def paragraphs(name, count=3):
    head = f'+++\ntitle = "The {name.capitalize()}"\n+++\n\n'
    return head + "\n\n".join(f"The {name} was noted in the log for the {number}. time." for number in range(count))


@pytest.fixture
def folder(write):
    return write("shelf", {"pack.toml": HEAD, **{f"{each}.md": paragraphs(each) for each in WORKS}})


@pytest.fixture
def shelf(tmp_path, folder):
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        assert synced(shelf, [folder]) == []
        yield shelf


def numbers(shelf):
    """The numbers of the passages of each work; a passage that is written again gets another."""
    works = {number: work.id for number, work in shelf.numbered().items()}
    found = {}
    for row in shelf.rows():
        found.setdefault(works[row.work], []).append(row.number)
    return found


def changed(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def renew(shelf, folder, name, text):
    (folder / name).write_text(text)
    os.utime(folder / name, ns=(1, 1))
    return synced(shelf, [folder])


def test_one_changed_work_is_all_that_is_read_written_and_indexed(shelf, folder, monkeypatch):
    lookup = Lookup(shelf)
    lookup.prepare()
    before, at, read = numbers(shelf), shelf.generation, []
    reading = prose.read
    monkeypatch.setattr(prose, "read", lambda work, file: read.append(work.id) or reading(work, file))
    assert renew(shelf, folder, "cable.md", paragraphs("cable", 4)) == []
    lookup.prepare()
    after = numbers(shelf)
    assert read == ["cable"]
    assert changed(before, after) == {"cable"}
    assert len(after["cable"]) == 4
    assert sum(last - first + 1 for first, last in shelf.removed(at)) == 3
    assert [part.segment.entries for part in lookup._index.parts] == [15, 4]
    assert [each.passages for each in shelf.packs()] == [16]


def test_a_file_that_was_only_touched_is_not_written_again(shelf, folder):
    before = numbers(shelf)
    assert renew(shelf, folder, "cable.md", paragraphs("cable")) == []
    assert numbers(shelf) == before
    assert shelf.fingerprints() == {"shelf": packs.fingerprint(folder)}


def test_what_the_manifest_says_of_all_works_places_all_of_them_anew(shelf, folder):
    before = numbers(shelf)
    renew(shelf, folder, "pack.toml", HEAD + 'author = "The Harbour Office"\n')
    assert changed(before, numbers(shelf)) == set(WORKS)
    assert {each.author for each in shelf.works()} == {"The Harbour Office"}


def test_a_work_that_comes_or_goes_leaves_the_others_and_their_order(shelf, folder):
    before = numbers(shelf)
    (folder / "anchor.md").unlink()
    renew(shelf, folder, "bank.md", paragraphs("bank"))
    assert changed(before, numbers(shelf)) == {"anchor", "bank"}
    assert [each.id for each in shelf.works("shelf")] == ["bank", "buoy", "cable", "drift", "ebb"]


def test_a_changed_work_that_cannot_be_read_leaves_all_as_it_was(shelf, folder):
    before = numbers(shelf)
    assert "cable.md:11" in renew(shelf, folder, "cable.md", paragraphs("cable") + "\n\n{#x date=soon}\nThe cable.")[0]
    assert numbers(shelf) == before


def test_a_work_with_terms_is_read_anew_with_any_other_of_its_pack(tmp_path, write):
    folder = write(
        "terms",
        {"pack.toml": HEAD, "a.md": TITLED + '{terms="keel"}\nThe keel held.', "b.md": TITLED + "{#keel}\nA beam."},
    )
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        assert synced(shelf, [folder]) == []
        assert "'keel'" in renew(shelf, folder, "b.md", TITLED + "{#beam}\nA beam.")[0]
        assert shelf.located("terms", "b", "keel")
