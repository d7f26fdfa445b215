"""The catalogue is whole: what the code names is there, what is there is named, and all of it can be said."""

import ast
import re

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Attribute, Junk, Message
from fluent.syntax.visitor import Visitor

from bot.answers import difference
from bot.answers.commands import commands
from bot.answers.daily import Daily
from bot.lookup.finding import Change, Edit, Reason, Verdict
from bot.reading.library import Library
from bot.wording.wording import Wording, languages

SAYING = {"text", "label", "Refusal", "_summary"}
NAME = re.compile(r"[a-z]+(-[a-z]+)*")


def messages(language="en"):
    found = FluentParser().parse(Wording.load(language).catalogue).body
    assert not [each.content for each in found if isinstance(each, Junk)]
    return {each.id.name: each for each in found if isinstance(each, Message)}


@pytest.mark.parametrize("language", languages())
def test_no_message_stands_twice_in_a_catalogue(language):
    names = re.findall(r"^([a-z][a-z0-9-]*) =", Wording.load(language).catalogue, flags=re.MULTILINE)
    assert len(names) == len(set(names))


def sources(root):
    for folder in ("bot", "adapters"):
        yield from (root / folder).rglob("*.py")


def said(call):
    """The name of the message that a call says, where it is written out."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    first = call.args[0] if call.args else None
    if name in SAYING and isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return None


@pytest.fixture(scope="module")
def trees(root):
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sources(root)}


@pytest.fixture(scope="module")
def strings(trees):
    return {
        node.value
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.fixture(scope="module")
def beginnings(trees):
    """The constant beginnings of names put together, as in f"verdict-{verdict}"."""
    heads = (
        node.values[0]
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and node.values
    )
    found = {each.value for each in heads if isinstance(each, ast.Constant)}
    return tuple(each for each in found if re.fullmatch(r"([a-z]+-)+", each))


def test_every_message_the_code_says_is_in_the_catalogue(trees):
    known = messages()
    for path, tree in trees.items():
        for name in filter(None, (said(node) for node in ast.walk(tree) if isinstance(node, ast.Call))):
            if NAME.fullmatch(name):
                assert name in known, f"{path.name} says {name!r}"


def test_every_message_of_the_catalogue_is_said_by_the_code(strings, beginnings):
    unused = [each for each in messages() if each not in strings and not each.startswith(beginnings)]
    assert not unused


def test_every_verdict_can_be_said():
    wording = Wording.load()
    for verdict in Verdict:
        assert wording.text(f"verdict-{verdict}", claimed="Nobody", source="Somebody", changes="everything")


def test_every_reason_can_be_said():
    for reason in Reason:
        assert difference.reasons(Wording.load(), [Change(Edit.REPLACED, "mine", "other", reason)]).text


def test_every_command_and_parameter_has_its_summary_and_none_is_left_over():
    declared = commands(Wording.load(), Library(None), Daily(None, None, None, None))
    named = {
        f"command-{each.name}": {one.name for one in each.parameters} | ({"menu"} if each.menu else set())
        for each in declared
    }
    written = {
        name: {one.id.name for one in each.attributes}
        for name, each in messages().items()
        if name.startswith("command-")
    }
    assert written == named


@pytest.mark.parametrize("language", languages())
def test_every_message_can_be_said_with_the_values_it_names(language):
    wording = Wording.load(language)
    for name, message in messages(language).items():
        for pattern in (message, *message.attributes):
            full = f"{name}.{pattern.id.name}" if isinstance(pattern, Attribute) else name
            values = {
                each: 3 if each in ("passages", "works", "seconds", "count") else "x" for each in variables(pattern)
            }
            assert wording.text(full, **values).plain.strip(), full


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_same_with_the_same_values(language):
    there = {name: variables(each) for name, each in messages(language).items()}
    here = {name: variables(each) for name, each in messages().items()}
    assert there == here


def variables(pattern):
    class Names(Visitor):
        def __init__(self):
            self.found = set()

        def visit_VariableReference(self, node):  # noqa: N802 - the visitor's own convention
            self.found.add(node.id.name)

        def visit_Attribute(self, node):  # noqa: N802
            if node is pattern:
                self.generic_visit(node)

    names = Names()
    names.visit(pattern)
    return names.found


def test_the_visitor_sees_values():
    assert variables(messages()["found-suggestion"]) == {"suggestion"}
