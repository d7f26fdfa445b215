"""The console: a prompt for people, line in and answer out for pipes."""

import asyncio
import io

import pytest
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console as Screen

from adapters.console import rendering
from adapters.console.completion import Completing
from adapters.console.console import PERSON, PLACE, Console
from bot.chat import Asked, Button, Choice, Command, Parameter, Place, Reply
from bot.text import Kind, Style, Text, block, span
from tests.platforms.core import pictured


def say(*blocks, **fields):
    return Reply(Text(blocks), **fields)


class Core:
    """A core that repeats what it is asked, and remembers the requests."""

    def __init__(self):
        self.requests = []

    async def answer(self, request):
        self.requests.append(request)
        if request.kind is Asked.COMPLETION:
            return Reply(choices=(Choice(f"label of {request.text}", f"{request.text}!"),))
        buttons = (Button("More", "page", ("5", "sea")), Button("Back", "page", ("0", "sea")))
        return say(block(Kind.PARAGRAPH, f"{request.kind} {request.command} “{request.text}”"), buttons=(buttons,))

    async def notify(self, _notice):
        return Reply()

    @property
    def asked(self):
        return [(each.kind, each.command, each.text) for each in self.requests]


@pytest.fixture
def core():
    return Core()


async def piped(core, text):
    printed = io.StringIO()
    console = Console(source=io.StringIO(text), out=Screen(file=printed))
    async with console:
        await console.listen(core.answer, core.notify)
    return printed.getvalue()


async def test_a_line_in_is_an_answer_out_without_prompt_or_colour(core):
    printed = await piped(core, "the sea\n/find sea and shore\n\n/help\n")
    assert core.asked == [
        (Asked.MESSAGE, "", "the sea"),
        (Asked.COMMAND, "find", "sea and shore"),
        (Asked.COMMAND, "help", ""),
    ]
    assert printed.splitlines()[0] == "message  “the sea”"
    assert "\x1b" not in printed
    assert "›" not in printed


async def test_a_number_presses_the_button_under_the_last_answer(core):
    await piped(core, "the sea\n2\n9\n")
    assert core.asked[1:] == [(Asked.BUTTON, "", "page|0|sea"), (Asked.MESSAGE, "", "9")]
    assert core.requests[1].shown == "message  “the sea”"


async def test_who_sits_there_is_alone_with_the_bot(core):
    await piped(core, "the sea")
    assert (core.requests[0].place, core.requests[0].person) == (PLACE, PERSON)
    console = Console()
    assert await console.may_manage(PLACE, PERSON)
    assert not await console.may_manage(Place("console", "elsewhere"), PERSON)


async def typed(core, keys, **fields):
    printed = io.StringIO()
    with create_pipe_input() as keyboard:
        keyboard.send_text(keys)
        screen = Screen(file=printed, force_terminal=True, width=60)
        console = Console(out=screen, typed=keyboard, screen=DummyOutput(), **fields)
        async with console, asyncio.timeout(20):
            await console.listen(core.answer, core.notify)
    return printed.getvalue()


async def test_the_prompt_greets_asks_and_leaves_at_the_end_of_input(core):
    await typed(core, "the sea\r/find rope\r\x04")
    assert core.asked == [
        (Asked.COMMAND, "start", ""),
        (Asked.MESSAGE, "", "the sea"),
        (Asked.COMMAND, "find", "rope"),
    ]


async def test_an_interrupt_clears_the_line_and_asks_again(core):
    await typed(core, "half a li\x03the sea\r\x04")
    assert core.asked[1:] == [(Asked.MESSAGE, "", "the sea")]


async def test_what_was_typed_is_there_at_the_next_start(core, tmp_path):
    await typed(core, "the sea\r\x04", history=tmp_path / "history")
    await typed(core, "\x1b[A\r\x04", history=tmp_path / "history")
    assert core.asked[-1] == (Asked.MESSAGE, "", "the sea")


async def test_a_post_is_printed_and_numbered():
    printed = io.StringIO()
    console = Console(out=Screen(file=printed))
    reply = say(block(Kind.PARAGRAPH, "the daily passage"))
    assert console.split(reply) == (reply,)
    assert [await console.post(PLACE, reply, "n") for _ in range(2)] == ["1", "2"]
    assert printed.getvalue().count("the daily passage") == 2


COMMANDS = tuple(
    Command(
        name,
        {"en": name},
        None,
        tuple(Parameter(each, {"en": each}, completes=True) for each in options),
        hidden=hidden,
    )
    for name, options, hidden in [
        ("find", (), False),
        ("quote", ("text",), False),
        ("subscribe", ("time", "zone"), False),
        ("page", (), True),
    ]
)


async def completed(core, line):
    async def choices(command, option, text):
        return (Choice(f"{command} {option}", f"{text}!"),)

    completing = Completing(COMMANDS, choices)
    return [each.text async for each in completing.get_completions_async(Document(line), None)]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("/", ["/find", "/quote ", "/subscribe "]),
        ("/f", ["/find"]),
        ("/find ", []),
        ("/quote the sea", ["the sea!"]),
        ("/nonsense the sea", []),
        ("the sea", ["the sea!"]),
        ("", []),
    ],
)
async def test_the_prompt_completes(core, line, offered):
    assert await completed(core, line) == offered


def rendered(reply, **screen):
    printed = io.StringIO()
    rendering.show(Screen(file=printed, **screen), reply)
    return printed.getvalue()


def test_a_quotation_stands_behind_its_bar_however_narrow_the_terminal():
    text = rendered(
        say(block(Kind.QUOTE, "The tide goes out and asks no one. " * 4)),
        force_terminal=True,
        width=30,
        no_color=True,
        color_system=None,
    )
    assert len(text.splitlines()) > 3
    assert all(each.startswith("│ ") and len(each) <= 30 for each in text.splitlines())


def test_a_piped_quotation_keeps_its_lines():
    words = "The tide goes out and asks no one, " * 9 + "no one."
    assert rendered(say(block(Kind.QUOTE, words + "\nand comes in")), width=30).splitlines() == [
        f"│ {words}", "│ and comes in",
    ]  # fmt: skip


def test_struck_and_underlined_words_are_told_where_there_are_no_styles():
    words = span("poor", Style.STRIKE), " or ", span("good", Style.UNDERLINE, Style.BOLD)
    line = say(block(Kind.PARAGRAPH, "a ", *words, " captain"))
    assert rendered(line) == "a [-poor-] or {+good+} captain\n"
    assert "[-" not in rendered(line, force_terminal=True)


def test_only_what_stands_before_a_line_and_notes_are_dim():
    shown = rendered(say(block(Kind.QUOTE, "The tide")), force_terminal=True, color_system="standard")
    assert "\x1b[2m│ \x1b[0mThe tide" in shown
    assert "\x1b[2m" not in rendered(
        say(block(Kind.PARAGRAPH, "The tide")), force_terminal=True, color_system="standard"
    )


def test_a_picture_is_told_in_words():
    assert rendered(pictured("Two bars")).splitlines() == ["Two bars", "one ██", "two █"]


def test_nothing_said_steers_the_terminal():
    shown = rendered(say(block(Kind.PARAGRAPH, "\x1b[31mred\x07\r\x9b2J [bold]not markup[/bold]")))
    assert shown == "[31mred2J [bold]not markup[/bold]\n"


def test_markup_of_the_terminal_is_no_markup():
    buttons = ((Button("[red]1[/red]", "x"),),)
    assert "[red]1[/red]" in rendered(say(block(Kind.HEADING, "x"), buttons=buttons))


def test_a_label_that_is_a_number_presses_itself():
    buttons = ((Button("6", "passage"), Button("7", "passage")), (Button("Back", "page"), Button("More", "page")))
    numbered = rendering.numbered(Reply(buttons=buttons))
    assert {number: each.label for number, each in numbered.items()} == {
        "6": "6", "7": "7", "8": "Back", "9": "More",
    }  # fmt: skip


def test_a_link_shows_where_it_leads():
    shown = rendered(say(block(Kind.NOTE, "x"), buttons=((Button("Open", url="https://example.org/"),),)))
    assert "[1] Open https://example.org/" in shown
