"""Words in their contexts and over time, as chats show them."""

from dataclasses import dataclass

import pytest

from bot.answers.frequency import Times, told, years
from bot.chat import BUTTON_BYTES, READ_BACK, Asked
from bot.lookup.frequency import Frequencies, Frequency
from bot.reading.library import Library
from bot.text import Kind, columns
from bot.wording.wording import Wording

LONG = "the -rhinoceros -hippopotamus -crocodile -elephant -alligator -chameleon"


def labels(chat):
    return [each.label for row in chat.last.buttons for each in row]


def block(chat):
    return next(each.plain for each in chat.last.text.blocks if each.kind is Kind.CODE).split("\n")


async def test_a_concordance_is_aligned_numbered_and_cited(chat):
    shown = await chat.command("concordance", "boat")
    lines = block(chat)
    assert [line[:2] for line in lines] == [f"{at:<2}" for at in range(1, 11)]
    assert {line[16:20].casefold() for line in lines} == {"boat"}
    assert max(map(columns, lines)) <= 37
    assert "passages in" in shown.text
    assert "Tides" in shown.text
    assert labels(chat) == [*map(str, range(1, 11)), "More", "Over time"]


async def test_a_line_s_number_opens_its_passage(chat):
    await chat.command("concordance", "boat")
    assert "boat" in block(chat)[2].casefold()
    assert "boat" in (await chat.press("3")).text.casefold()


async def test_a_concordance_turns_there_and_back_to_the_same_page(chat):
    first = (await chat.command("concordance", "boat")).text
    second = (await chat.press("More")).text
    assert second != first
    assert chat.last.edit
    assert (await chat.press("Back")).text == first


async def test_a_long_search_is_read_back_by_every_button(chat):
    first = (await chat.command("concordance", LONG)).text
    assert all(len(each.data.encode()) <= BUTTON_BYTES for row in chat.last.buttons for each in row)
    assert READ_BACK in chat.button("More").data
    await chat.press("More")
    assert (await chat.press("Back")).text == first
    assert f"“{LONG}”" in (await chat.press("Over time")).text


@pytest.mark.parametrize("command", ["concordance", "frequency"])
async def test_what_is_not_there_gets_the_hints_of_a_search(chat, command):
    assert "nothing was found" in (await chat.command(command, "xylophonist")).text.casefold()
    assert "Did you mean “harbour”" in (await chat.command(command, "harbuor")).text
    assert "For example" in (await chat.command(command)).text


async def test_a_word_over_time_is_a_picture_with_words_beside_it(chat):
    shown = await chat.command("frequency", "boat")
    picture = chat.last.picture
    assert "“boat”" in shown.text
    assert "Most often in" in shown.text
    assert len(shown.text) < 1024
    assert picture.instead.blocks[0].kind is Kind.CODE
    assert picture.described.startswith(shown.text.split("\n")[0])
    assert "█" not in picture.described
    assert labels(chat)[0] == "In context"


async def test_over_time_leads_to_the_passages_of_those_years(chat):
    await chat.command("frequency", "boat")
    contexts, most = labels(chat)
    found = await chat.press(most)
    assert "year:" in found.text
    assert "passage" in found.text
    await chat.command("frequency", "boat")
    assert "1 " in (await chat.press(contexts)).text


async def test_one_time_alone_makes_no_picture(chat):
    shown = await chat.command("frequency", "boat in:tides")
    assert chat.last.picture is None
    assert "nothing to compare" in shown.text


@dataclass
class Counted:
    """A desk that answers every question with the same count."""

    found: Frequencies

    async def ask(self, _question):
        return self.found


@pytest.mark.parametrize(
    ("undated", "said"),
    [(0, ""), (1, "One of them has no date and is"), (4, "4 of them have no date and are left out.")],
)
async def test_words_without_a_date_are_told(chat, undated, said):
    known = tuple(Frequency(each, each, 3, 1000) for each in (1801, 1802))
    times = Times(Wording.load(), Library(Counted(Frequencies(known, 6, 6 + undated, undated))))
    reply = await times.frequency(chat.request(Asked.COMMAND), {"words": "和平"})
    assert said in reply.text.plain
    assert ("no date" in reply.text.plain) is bool(undated)


async def test_a_search_leads_on_to_its_contexts_and_times(chat):
    await chat.command("find", "boat")
    assert labels(chat) == ["1", "2", "3", "4", "5", "More", "In order", "In context", "Over time"]
    ordered = await chat.press("In order")
    assert "order:citation" in ordered.text
    assert "Best first" in labels(chat)
    assert "order:citation" not in (await chat.press("Best first")).text
    await chat.press("In context")
    assert block(chat)
    assert "boat" in (await chat.press("Over time")).text


async def test_a_search_too_long_for_a_button_keeps_its_order(chat):
    await chat.command("find", "the -" + "x" * 60)
    assert "In order" not in labels(chat)
    button = chat.button("In context")
    assert READ_BACK in button.data
    await chat.press("In context")
    assert "x" * 60 in chat.last.text.plain


def test_periods_are_told_as_people_write_them():
    assert years(Frequency(1861, 1861, 1, 1)) == "1861"
    assert years(Frequency(1860, 1869, 1, 1)) == "1860–1869"


def test_bars_in_words_are_never_too_long_and_leave_out_what_is_unknown():
    rows = told([Frequency(1800, 1809, 5, 1000), Frequency(1810, 1819, 0, 0), Frequency(1820, 1829, 1, 10**6),
                 Frequency(1830, 1839, 0, 10)])  # fmt: skip
    assert rows == ["1800 ████████████████ 50", "1820 ▌ <0.1", "1830  0"]
