"""Hostile files: each small, each with the trick of a large one, all refused within their limits."""

import io
import os
import time
import tracemalloc
import zipfile
import zlib

import pytest

from bot.library.importers import apart, archive
from bot.library.importers.document import Document, Unreadable
from tests.library.importers.files import BODY, CONTAINER, epub, pdf, zipped

MEGABYTE = 1_000_000


def spent():
    """Return the seconds of processor time that this process and those it waited for have taken."""
    return sum(os.times()[:4])


def measured(understood, name, content):
    """Return what a refused import told, its seconds of processor time, and the most bytes it held."""
    tracemalloc.start()
    began = spent()
    with pytest.raises(Unreadable) as caught:
        understood(name, content)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return str(caught.value), spent() - began, held


def test_a_page_that_unpacks_without_end_is_refused_at_its_bound(understood):
    bomb = epub({"a.xhtml": " " * 100 * MEGABYTE})
    assert len(bomb) < MEGABYTE
    told, seconds, held = measured(understood, "a.epub", bomb)
    assert "unpacks to more than 32 MB" in told
    assert seconds < 10
    assert held < 100 * MEGABYTE


def test_many_pages_that_unpack_to_much_are_refused_together():
    pages = {f"{at}.xhtml": f"<p>{BODY}</p>" + " " * MEGABYTE for at in range(5)}
    made = archive.Archive("a.epub", zipfile.ZipFile(io.BytesIO(epub(pages))), 3 * MEGABYTE)
    assert len(made.read("book/0.xhtml")) > MEGABYTE
    made.read("book/1.xhtml")
    with pytest.raises(Unreadable, match="unpacks to more than"):
        made.read("book/2.xhtml")


def test_an_archive_of_too_many_files_is_refused(understood):
    told, seconds, _ = measured(understood, "a.epub", zipped({str(at): "" for at in range(archive.MOST_MEMBERS + 1)}))
    assert "more than 20,000 files in it" in told
    assert seconds < 20


def test_a_member_may_name_no_place_outside_the_archive(understood, tmp_path):
    (tmp_path / "secret.xhtml").write_text(f"<p>{BODY}</p>")
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="i" href="../../../secret.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="i"/></spine></package>'
    )
    members = {"META-INF/container.xml": CONTAINER, "book/content.opf": package, "../../evil.txt": "x"}
    told, _, _ = measured(understood, "a.epub", zipped(members))
    assert "secret.xhtml is missing in it" in told
    assert not list(tmp_path.rglob("evil.txt"))


def test_entities_that_unfold_into_one_another_are_refused_at_once(understood):
    bomb = "<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 12))
    told, seconds, _ = measured(understood, "a.xml", f"<?xml version='1.0'?><!DOCTYPE a [{bomb}]><a>&a11;</a>")
    assert "it declares entities" in told
    assert seconds < 2


def test_entities_in_a_book_are_left_as_they_are_written(understood):
    page = f'<!DOCTYPE html [<!ENTITY x "{"lol" * 10}">]><html><body><p>&x;&x;&nbsp;{BODY}</p></body></html>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="i" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="i"/></spine></package>'
    )
    members = {"META-INF/container.xml": CONTAINER, "book/content.opf": package, "book/a.xhtml": page}
    _, passages, _ = understood("a.epub", zipped(members))
    assert "lollol" not in passages[0].text


def test_a_pdf_stream_that_unpacks_without_end_is_refused(understood):
    bomb = pdf([], streams=[zlib.compress(b"0 0 m " * 30 * MEGABYTE, 9)])
    assert len(bomb) < MEGABYTE
    told, seconds, held = measured(understood, "a.pdf", bomb)
    assert "a.pdf: " in told
    assert seconds < 60
    assert held < 50 * MEGABYTE


def test_a_reader_apart_is_ended_when_its_time_is_over(write):
    path = write("in", {"a.pdf": pdf([], streams=[zlib.compress(b"(a) Tj 0 0 m " * 3 * MEGABYTE, 9)])}) / "a.pdf"
    began = time.perf_counter()
    with pytest.raises(Unreadable, match="still not read after 1 seconds"):
        list(apart.lines("bot.library.importers.sheet", path, "a.pdf", seconds=1))
    assert time.perf_counter() - began < 60


@pytest.mark.parametrize("suffix", [".txt", ".html", ".xml", ".json", ".csv"])
def test_a_file_of_a_gigabyte_is_refused_at_its_bound(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.write(b"word ")
        file.truncate(1_000 * MEGABYTE)
    began = spent()
    with pytest.raises(Unreadable, match="more than 64 MB: split it"):
        Document(path).read()
    assert spent() - began < 5


def test_an_archive_of_a_gigabyte_is_refused_unread(tmp_path):
    path = tmp_path / "a.epub"
    with path.open("wb") as file:
        file.write(zipped({"a": "b"}))
        file.truncate(1_000 * MEGABYTE)
    with pytest.raises(Unreadable, match="more than 500 MB"), archive.opened(Document(path)):
        pass
