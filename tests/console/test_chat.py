"""`commonplace chat`, as a person or a script starts it."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def chat(tmp_path, root):
    def said(lines, **environment):
        return subprocess.run(
            [sys.executable, "-m", "bot", "chat"],
            input=lines, capture_output=True, cwd=root, timeout=120, check=False, encoding="utf-8",
            env={**os.environ, "COMMONPLACE_DATA": str(tmp_path / "data"), **environment},
        )  # fmt: skip

    return said


def test_a_fresh_start_answers_from_the_library_that_comes_along(chat):
    ended = chat("/start\nvelvet divorce\n/random\n1\n")
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert "Try:" in ended.stdout
    assert "│ " in ended.stdout
    assert "\x1b" not in ended.stdout
    assert "went wrong" not in ended.stdout


def test_a_second_start_remembers_the_library(chat, tmp_path):
    chat("/about\n")
    before = (tmp_path / "data" / "library.sqlite").stat().st_size
    assert "passages" in chat("/about\n").stdout
    assert (tmp_path / "data" / "library.sqlite").stat().st_size == before


def test_a_wrong_setting_is_one_sentence(chat):
    ended = chat("", COMMONPLACE_COOLDOWN_SECONDS="soon")
    assert ended.returncode == 2
    assert "COMMONPLACE_COOLDOWN_SECONDS" in ended.stderr
    assert "Traceback" not in ended.stderr
