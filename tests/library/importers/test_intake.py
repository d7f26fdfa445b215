"""The intake: all of an order or nothing, whatever the files are like."""

import errno
import gzip
import json
import lzma
import shutil

import pytest

from bot.library import pack
from bot.library.importers import workshop
from bot.library.importers.document import Unreadable
from bot.library.importers.intake import carried_out
from bot.library.importers.order import Order, WrongOrder
from bot.library.pack import BadPack
from tests.library.conftest import HEAD

TEXT = "The lamp was lit at four in the afternoon, and the sea took no notice of it whatever, as seas do not.\n"
ROWS = '{"id": "a1", "text": "One line of text.", "src": "Lamp Book", "lang": "en", "cite": "Lamp 1"}\n'


@pytest.fixture
def room(tmp_path):
    return tmp_path / "packs"


@pytest.fixture
def bring(room):
    """Carry out an order on paths and return the report and the pack."""

    def brought(*paths, name="", **fields):
        with carried_out(Order(tuple(paths), name, fields), room, lambda *_: None) as placed:
            return placed.report, placed.pack

    return brought


def test_a_text_becomes_a_pack(write, bring, room):
    report, made = bring(write("in", {"lamp.txt": TEXT}) / "lamp.txt", licence="CC BY 4.0", author="Ada Keeper")
    (work,) = made.works
    assert (report.name, made.folder) == ("lamp", room / "lamp")
    assert (work.title, work.author, work.licence, work.source) == ("Lamp", "Ada Keeper", "CC BY 4.0", "lamp.txt")
    assert work.may_post
    assert [each.text for each in pack.read(made.folder).passages()] == [TEXT.strip()]


@pytest.mark.parametrize("packed", [gzip.compress, lzma.compress])
def test_a_packed_text_is_the_same(write, bring, packed):
    suffix = "gz" if packed is gzip.compress else "xz"
    _, made = bring(write("in", {f"lamp.txt.{suffix}": packed(TEXT.encode())}) / f"lamp.txt.{suffix}")
    assert [each.text for each in made.passages()] == [TEXT.strip()]


def test_a_folder_becomes_one_pack_of_many_works(write, bring):
    folder = write(
        "Harbour Papers", {"a.txt": TEXT, "b.md": "# Bells\n\nText of b.", "c.png": b"x", ".hidden.txt": "x"}
    )
    report, made = bring(folder)
    assert (made.name, made.title) == ("harbour-papers", "Harbour papers")
    assert [(each.id, each.title) for each in made.works] == [("a", "A"), ("b", "Bells")]
    assert [each.file for each in report.left_out] == ["c.png"]
    assert ".png is not a format I read: plain text" in report.left_out[0].why


def test_rows_go_to_the_works_they_name_and_keep_their_ids(write, bring):
    more = (
        ROWS + ROWS.replace("a1", "a2").replace("Lamp Book", "灯书") + ROWS.replace("a1", "a3").replace('"en"', '"de"')
    )
    _, made = bring(write("in", {"rows.jsonl": more}) / "rows.jsonl")
    assert [(each.id, each.title, each.language) for each in made.works] == [
        ("lamp-book", "Lamp Book", "en"),
        ("work", "灯书", "en"),
    ]
    found = list(made.passages())
    assert [(each.work, each.locator, each.cite, each.language) for each in found] == [
        ("lamp-book", "a1", "Lamp 1", "en"),
        ("lamp-book", "a3", "Lamp 1", "de"),
        ("work", "a2", "Lamp 1", "en"),
    ]


def test_rows_of_more_works_than_files_may_be_open_are_all_written(write, bring):
    rows = [{"id": turn, "text": "Some text.", "work": f"w{number}"} for turn in range(2) for number in range(100)]
    _, made = bring(write("in", {"rows.jsonl": "\n".join(map(json.dumps, rows))}) / "rows.jsonl")
    assert len(made.works) == 100
    assert sum(1 for _ in made.passages()) == 200


def test_a_text_nobody_licensed_is_not_posted_unasked(write, bring):
    _, made = bring(write("in", {"lamp.txt": TEXT}) / "lamp.txt")
    assert (made.works[0].licence, made.works[0].may_post) == ("not stated", False)


def test_private_use_is_not_posted_unasked(write, bring):
    _, made = bring(write("in", {"lamp.txt": TEXT}) / "lamp.txt", licence="private use")
    assert not made.works[0].may_post


def test_a_notice_holds_whatever_licence_is_given(write, bring):
    text = f"{TEXT}\n{TEXT}\n(Not to be republished.)\n"
    _, made = bring(write("in", {"lamp.txt": text}) / "lamp.txt", licence="CC0")
    assert (made.works[0].licence, made.works[0].may_post) == ("CC0", False)


def test_a_pack_is_copied_as_it_is(write, bring):
    folder = write("shelf", {"pack.toml": HEAD, "lamp.md": "A line.\n", "notes.txt": "not theirs"})
    _, made = bring(folder)
    assert sorted(each.name for each in made.folder.iterdir()) == ["lamp.md", "pack.toml"]
    assert (made.folder / "lamp.md").read_text() == "A line.\n"


def test_a_pack_may_be_imported_under_another_name(write, bring):
    _, made = bring(write("shelf", {"pack.toml": f'name = "shelf"\n{HEAD}', "lamp.md": "A line.\n"}), name="other")
    assert (made.name, made.works[0].pack) == ("other", "other")


def test_the_same_name_replaces(write, bring):
    folder = write("in", {"lamp.txt": TEXT})
    bring(folder / "lamp.txt")
    (folder / "lamp.txt").write_text(TEXT * 2 + "\n" + TEXT)
    report, made = bring(folder / "lamp.txt")
    assert report.replaced
    assert sum(1 for _ in made.passages()) == 3


@pytest.mark.parametrize(
    ("files", "error", "told"),
    [
        ({"a.txt": ""}, Unreadable, "a.txt: the file is empty"),
        ({"a.txt": b"\x00\x01" * 500}, Unreadable, "a.txt: not a text file"),
        ({"a.doc": b"%DOC"}, Unreadable, "a.doc: .doc is not a format I read: plain text"),
        ({"a.txt": "{\\rtf1 x}"}, Unreadable, "a.txt: it holds RTF"),
        ({"a.jsonl": "nonsense\n"}, Unreadable, "a.jsonl:1: not JSON"),
        ({"a.jsonl": "\n"}, Unreadable, "a.jsonl: the file is empty"),
        ({"a.jsonl": b'{"text": "caf\xe9"}\n'}, Unreadable, "a.jsonl: not UTF-8"),
        ({"a.jsonl": ROWS + ROWS}, Unreadable, "a.jsonl:2: the id 'a1' is already that of line 1"),
        ({"a.jsonl": "x" * 1_100_000}, Unreadable, "a.jsonl:1: the line has more than 1,000,000"),
        ({"a.jsonl": '{"text": "' + "x" * 30_000 + '"}'}, Unreadable, "a.jsonl:1: the text has 30,000 characters"),
        ({"a.jsonl": "[" * 100_000}, Unreadable, "a.jsonl:1: not JSON"),
        ({"a.md": "One[^1].\n"}, Unreadable, "a.md:1: the footnote [^1] has no text"),
        ({"a.md": "+++\ntitle = \nx = 1\n+++\nx"}, Unreadable, "a.md:2: not TOML"),
        ({"a.md": "<div>x</div>\n"}, Unreadable, "a.md: there is no paragraph"),
    ],
)
def test_a_bad_file_is_told_and_nothing_is_left_behind(write, bring, room, files, error, told):
    folder = write("in", files)
    with pytest.raises(error) as caught:
        bring(folder / next(iter(files)), licence="CC0")
    assert told in str(caught.value)
    assert [each.name for each in room.iterdir()] == [workshop.LOCK]


def test_one_bad_file_of_many_imports_none(write, bring, room):
    with pytest.raises(Unreadable, match=r"b\.txt"):
        bring(write("in", {"a.txt": TEXT, "b.txt": ""}))
    assert not (room / "in").exists()


def test_a_bad_pack_leaves_the_one_it_would_replace(write, bring, room):
    bring(write("one/shelf", {"pack.toml": HEAD, "lamp.md": "The old line.\n"}))
    with pytest.raises(BadPack, match="has no licence"):
        bring(write("two/shelf", {"pack.toml": 'title = "x"\nsource = "y"\n', "lamp.md": "The new line.\n"}))
    assert (room / "shelf" / "lamp.md").read_text() == "The old line.\n"


def test_an_error_after_placing_puts_the_old_one_back(write, room):
    old, new = (write(each, {"lamp.txt": f"{each} {TEXT}"}) / "lamp.txt" for each in ("old", "new"))
    with carried_out(Order((old,)), room, lambda *_: None):
        pass
    with pytest.raises(KeyboardInterrupt), carried_out(Order((new,)), room, lambda *_: None):
        raise KeyboardInterrupt
    assert "old" in (room / "lamp" / "lamp.md").read_text()


def test_what_a_killed_import_was_replacing_goes_back(write, bring, room):
    bring(write("in", {"lamp.txt": TEXT}) / "lamp.txt")
    waiting = room / f"{workshop.PREFIX}killed" / workshop.BEFORE
    waiting.mkdir(parents=True)
    (room / "lamp").rename(waiting / "lamp")
    bring(write("in", {"other.txt": TEXT}) / "other.txt")
    assert sorted(each.name for each in room.iterdir()) == [workshop.LOCK, "lamp", "other"]


def test_two_imports_at_once_do_not_meet(write, bring, room):
    path = write("in", {"lamp.txt": TEXT}) / "lamp.txt"
    with workshop.opened(room, 0), pytest.raises(Unreadable, match="another import is under way"):
        bring(path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_and_nothing_is_left(write, bring, room, monkeypatch, code):
    def full(*_):
        raise OSError(code, "no")

    path = write("in", {"lamp.txt": TEXT}) / "lamp.txt"
    monkeypatch.setattr("bot.library.binder.Binder.finish", full)
    with pytest.raises(Unreadable, match="the disk is full"):
        bring(path)
    assert [each.name for each in room.iterdir()] == [workshop.LOCK]


def test_a_disk_that_would_be_full_is_told_before(write, bring, monkeypatch):
    path = write("in", {"lamp.txt": TEXT}) / "lamp.txt"
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10))
    with pytest.raises(Unreadable, match="the disk is full"):
        bring(path)


@pytest.mark.parametrize(
    ("name", "told"),
    [("../x", "a pack's name is made of"), ("A", "a pack's name"), ("neighbours", "comes with the program")],
)
def test_a_name_that_will_not_do_is_told(write, bring, name, told):
    with pytest.raises(WrongOrder, match=told):
        bring(write("in", {"lamp.txt": TEXT}) / "lamp.txt", name=name)


def test_what_is_not_there_or_has_no_name_is_told(write, bring, tmp_path):
    with pytest.raises(WrongOrder, match="no such file or folder"):
        bring(tmp_path / "gone.txt")
    with pytest.raises(WrongOrder, match="give the pack a name: --pack"):
        bring(write("in", {"灯.txt": TEXT}) / "灯.txt")
    with pytest.raises(WrongOrder, match="several files from several folders"):
        bring(write("one", {"a.txt": TEXT}) / "a.txt", write("two", {"b.txt": TEXT}) / "b.txt")
    with pytest.raises(Unreadable, match="nothing in it is of a format I read: plain text"):
        bring(write("pictures", {"a.png": b"x"}))
    with pytest.raises(Unreadable, match="there is no file in it"):
        bring(write("empty", {}))


def test_options_of_a_pack_stand_in_its_manifest(write, bring):
    folder = write("shelf", {"pack.toml": HEAD, "lamp.md": "A line.\n"})
    with pytest.raises(WrongOrder, match="--licence says stands in its pack"):
        bring(folder, licence="CC0")
    with pytest.raises(WrongOrder, match="import it by itself"):
        bring(folder, folder)


def test_files_of_one_folder_take_its_name(write, bring):
    folder = write("harbour", {"a.txt": TEXT, "b.txt": TEXT})
    report, made = bring(folder / "a.txt", folder / "b.txt")
    assert (report.name, len(made.works)) == ("harbour", 2)


def test_a_link_out_of_the_folder_is_passed_over(write, bring, tmp_path):
    folder = write("in", {"lamp.txt": TEXT})
    (tmp_path / "secret.txt").write_text(TEXT)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    _, made = bring(folder)
    assert [each.id for each in made.works] == ["lamp"]


def test_odd_file_names_are_safe(write, bring, room):
    folder = write("in", {"a\n\x1b[31m.txt": TEXT, "-rf.txt": TEXT, "A.txt": TEXT})
    _, made = bring(folder)
    assert [each.id for each in made.works] == ["rf", "a", "a-31m"]
    assert all(each.title.isprintable() for each in made.works)


def test_markdown_is_kept_as_it_is_written(write, bring):
    head = '---\ntitle: "On Bridges"\nlicense: CC BY 4.0\ntags: [x]\n---\n\n'
    text = f"{head}One *line*[^a].\n\n<!-- aside -->\n\n[^a]: A note.\n"
    report, made = bring(write("in", {"b.md": text}) / "b.md")
    (found,) = made.passages()
    assert (found.text, found.note) == ("One line.", "A note.")
    assert (made.works[0].title, made.works[0].licence) == ("On Bridges", "CC BY 4.0")
    assert not report.left_out


def test_html_in_markdown_is_left_out_and_told(write, bring):
    report, _ = bring(write("in", {"b.md": "Bridges\n=======\n\nOne.\n\n<div>x</div>\n\nTwo.\n"}) / "b.md")
    assert [(each.line, each.why) for each in report.left_out] == [(6, "HTML is not read in Markdown")]
    assert report.title == "Bridges"
