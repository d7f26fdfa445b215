"""What is piped into a reader that stops: the command ends as done, and says nothing of it."""

import os
import subprocess
import sys

import pytest

TEXT = "The lamp was lit at four in the afternoon, and the sea took no notice of it whatever, as seas do not.\n"


@pytest.fixture
def unread(tmp_path, root):
    """Run a command whose output nobody reads."""

    def run(*words):
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "w") as out:
            return subprocess.run(
                [sys.executable, "-m", "bot", *words],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, cwd=root, timeout=120, check=False,
                encoding="utf-8", env={**os.environ, "COMMONPLACE_DATA": str(tmp_path / "data")},
            )  # fmt: skip

    return run


@pytest.mark.parametrize("words", [("packs",), ("packs", "--json"), ("lookup", "neighbours"), ("--help",)])
def test_a_reader_that_stops_is_no_failure(unread, words):
    ended = unread(*words)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_an_import_nobody_reads_of_is_done_all_the_same(unread, tmp_path):
    (tmp_path / "lamp.txt").write_text(TEXT)
    ended = unread("import", str(tmp_path / "lamp.txt"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "data/packs/lamp/pack.toml").exists()
    assert unread("packs", "remove", "lamp").returncode == 0
    assert not (tmp_path / "data/packs/lamp").exists()
