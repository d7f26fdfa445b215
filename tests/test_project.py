"""Tests about the whole: the documentation tells the truth, and the repository keeps its rules."""

import re
import subprocess
import tomllib

import pytest
from typer.main import get_command

from bot.cli.main import app
from bot.settings import Settings

OPERATORS = "docs/operators.md"


def plain_name(requirement):
    return re.split(r"[\[><=~ ]", requirement)[0].lower()


def tracked(root, *patterns):
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=root, capture_output=True, text=True, check=True)
    return [root / name for name in listed.stdout.splitlines()]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(root, name):
    assert f"COMMONPLACE_{name.upper()}" in (root / OPERATORS).read_text(encoding="utf-8")


def test_no_setting_is_documented_that_does_not_exist(root):
    named = set(re.findall(r"COMMONPLACE_([A-Z_]+)", (root / OPERATORS).read_text(encoding="utf-8")))
    assert named == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", sorted(get_command(app).commands))
def test_every_operator_command_is_documented(root, name):
    assert f"commonplace {name}" in (root / OPERATORS).read_text(encoding="utf-8")


def test_every_link_between_documents_leads_somewhere(root):
    for page in tracked(root, "*.md"):
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_make_target_of_the_readme_exists(root):
    targets = re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for target in re.findall(
        r"^ {4}make ([a-z]+)", (root / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    ):
        assert target in targets


def test_the_lock_pins_every_requirement_with_hashes_and_names_no_registry(root):
    lock = (root / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = {name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)}
    assert lock.count("==") <= lock.count("--hash=sha256:")
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    assert {plain_name(each) for each in wanted} <= pinned


def test_each_dependency_is_justified(root):
    reasons = (root / "docs/architecture.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    for each in project["project"]["dependencies"]:
        assert f"**{plain_name(each)}**" in reasons


def test_no_python_file_is_longer_than_a_reader_can_hold(root):
    long = {
        page.name: lines
        for page in tracked(root, "bot/*.py", "adapters/*.py")
        if (lines := page.read_text(encoding="utf-8").count("\n")) > 300
    }
    assert not long
