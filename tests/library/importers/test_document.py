"""Documents: unpacked within limits, and told when they cannot be."""

import gzip
import lzma

import pytest

from bot.library.importers.document import Document, Unreadable

TEXT = b"The lamp was lit at four, and the sea took no notice.\n" * 5000


def made(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    return Document(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT),
        ("a.txt.gz", gzip.compress(TEXT, mtime=0)),
        ("a.txt.gz", gzip.compress(TEXT[:1000], mtime=0) + gzip.compress(TEXT[1000:])),
        ("a.txt.xz", lzma.compress(TEXT)),
        ("a.txt.xz", lzma.compress(TEXT[:1000]) + lzma.compress(TEXT[1000:])),
        ("a.txt.GZ", gzip.compress(TEXT, mtime=0)),
    ],
)
def test_a_document_is_read_whole_however_it_is_packed(tmp_path, name, content):
    assert made(tmp_path, name, content).read() == TEXT


@pytest.mark.parametrize(
    ("name", "suffixes", "stem"),
    [("a.b.txt", (".txt", ""), "a.b"), ("a.jsonl.xz", (".jsonl", ".xz"), "a"), ("README", ("", ""), "README")],
)
def test_a_name_tells_format_and_packing(tmp_path, name, suffixes, stem):
    document = made(tmp_path, name, b"x")
    assert (document.suffixes, document.stem) == (suffixes, stem)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b" \n", "a.txt: the file is empty"),
        ("a.txt.gz", gzip.compress(TEXT, mtime=0)[:60], "damaged"),
        ("a.txt.gz", b"not gzip at all", "damaged"),
        ("a.txt.xz", lzma.compress(TEXT)[:60], "damaged"),
        ("a.txt.xz", b"not xz at all", "damaged"),
        ("bomb.txt.gz", gzip.compress(bytes(65_000_000), mtime=0), "more than 64 MB"),
        ("bomb.txt.xz", lzma.compress(bytes(65_000_000), preset=0), "more than 64 MB"),
    ],
)
def test_what_cannot_be_unpacked_is_told(tmp_path, name, content, told):
    with pytest.raises(Unreadable, match=told):
        made(tmp_path, name, content).read()


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(Unreadable, match=r"gone\.txt: cannot be read: No such file"):
        Document(tmp_path / "gone.txt").read()


def test_how_much_was_read_is_told(tmp_path):
    seen = []
    (tmp_path / "a.txt.gz").write_bytes(packed := gzip.compress(TEXT, mtime=0))
    Document(tmp_path / "a.txt.gz", seen.append).read()
    assert sum(seen) == len(packed)


def test_a_name_cannot_disturb_a_terminal(tmp_path):
    assert made(tmp_path, "a\n\x1b[31m\u202eb.txt", b"x").name == "a��[31m�b.txt"
