"""The seam: what a button carries, and what a command may declare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import BUTTON_BYTES, READ_BACK, Button, Command, Parameter, Picture, Place, Reply, pressed
from bot.chat.reply import PICTURE_BYTES
from tests.platforms.core import PNG, pictured

NAMES = st.from_regex(r"[a-z0-9_]{1,32}", fullmatch=True)
SHORT = st.text(st.characters(codec="utf-8"), max_size=4)
LONG = st.text(st.characters(codec="utf-8"), max_size=300)


async def handler(_request, _arguments):
    return Reply()


def command(**changes):
    return Command(**{"name": "find", "summary": {"en": "Find"}, "handler": handler, **changes})


def parameters(*names, required=True):
    return tuple(Parameter(each, {"en": each}, required=required) for each in names)


@given(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.lists(SHORT, max_size=3))
def test_a_button_brings_back_what_it_was_given(name, arguments):
    button = Button("x", name, tuple(arguments))
    if READ_BACK not in arguments:
        name_and_arguments = pressed(button.data)
        assert name_and_arguments == (name, tuple(arguments)) or READ_BACK in name_and_arguments[1]


@given(NAMES, st.lists(LONG, max_size=4))
def test_a_button_never_carries_more_than_every_platform_takes(name, arguments):
    data = Button("x", name, tuple(arguments)).data
    assert len(data.encode()) <= BUTTON_BYTES
    assert pressed(data)[0] == name
    assert len(pressed(data)[1]) == len(arguments)


def test_the_longest_argument_gives_way_first():
    assert pressed(Button("More", "page", ("10", "word " * 30, "shore")).data) == ("page", ("10", READ_BACK, "shore"))


def test_a_link_carries_no_data():
    assert Button("Open", url="https://example.org/").data == ""


@pytest.mark.parametrize("name", ["", "Find", "fi nd", "x" * 33, "find!"])
def test_a_command_needs_a_name_that_every_platform_takes(name):
    with pytest.raises(ValueError, match="a name is"):
        command(name=name)


@pytest.mark.parametrize("summary", [{}, {"en": ""}, {"en": "x" * 101}, {"de": "Finde"}])
def test_a_command_needs_a_summary_that_every_platform_takes(summary):
    with pytest.raises(ValueError, match="a summary has"):
        command(summary=summary)


def test_what_is_needed_is_declared_before_what_may_be_left_out():
    with pytest.raises(ValueError, match="required ones first"):
        command(parameters=(*parameters("pack", required=False), *parameters("words")))


def test_a_command_takes_no_more_parameters_than_every_platform():
    with pytest.raises(ValueError, match="at most 25"):
        command(parameters=parameters(*(f"p{at}" for at in range(26))))


def test_the_last_parameter_takes_the_rest_of_the_line():
    two = command(parameters=parameters("time", "source"))
    assert two.read("07:30 the keeper's  year") == {"time": "07:30", "source": "the keeper's  year"}
    assert two.read("07:30") == {"time": "07:30"}
    assert two.read("") == {}


def test_a_place_is_the_same_whatever_it_is_called_now():
    assert Place("telegram", "-100", "7", title="Old") == Place("telegram", "-100", "7", title="New")
    assert Place("telegram", "-100", "7") != Place("telegram", "-100")


@pytest.mark.parametrize(
    ("png", "described"), [(b"GIF89a", "x"), (PNG + bytes(PICTURE_BYTES), "x"), (PNG, ""), (PNG, "x" * 1001)]
)
def test_a_picture_that_some_platform_would_refuse_is_none(png, described):
    with pytest.raises(ValueError, match="a picture is"):
        Picture(png, described)


def test_a_reply_without_its_picture_says_what_it_has_instead():
    shown = pictured("Two bars", silent=True)
    assert shown.unpictured.text.plain == "Two bars\none ██\ntwo █"
    assert (shown.unpictured.picture, shown.unpictured.silent) == (None, True)
    assert shown.unpictured.unpictured == shown.unpictured
