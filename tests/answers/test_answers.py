"""What the commands answer about the library of the tests, beyond what the conversations show."""

import json
from datetime import timedelta

import pytest

from bot.chat import BUTTON_BYTES, Asked, Place
from bot.text import Kind, Style
from tests.conversations.core import CoreChat, talking
from tests.conversations.suite import HOSTILE

LABEL = 100


@pytest.fixture
def group(conversation):
    return CoreChat(conversation, Place("test", "-1"))


@pytest.fixture
async def empty(tmp_path):
    async with talking(tmp_path / "library.sqlite", packs=()) as core:
        yield CoreChat(core, Place("test", "1", private=True))


def test_every_command_has_a_name_of_its_own_and_fits_all_menus(conversation):
    names = [each.name for each in conversation.commands]
    assert len(names) == len(set(names))
    described = [
        [each.name, dict(each.summary), [[one.name, dict(one.summary)] for one in each.parameters]]
        for each in conversation.commands
        if not each.hidden
    ]
    assert len(json.dumps(described)) < 8000


async def test_the_context_sets_the_passage_apart_from_its_neighbours(chat):
    await chat.command("context", "Tides 2:3")
    quote, citation = chat.last.text.blocks
    assert [each.text.strip() for each in quote.spans if Style.BOLD in each.styles] == [
        "Better is a small catch with a sound boat than a great catch and the planks parting."
    ]
    assert quote.plain.count("\n\n") == 4
    assert citation.plain.startswith("Tides 2:1-5")


async def test_neighbours_of_a_long_passage_do_not_bury_it(chat):
    shown = await chat.command("context", "The Ferryman's Letter 3")
    assert "Your brother, who crosses" in shown.text
    assert len(shown.text) < 1200
    assert "… " in shown.text


async def test_a_note_of_the_source_stands_below_its_passage(chat):
    key = await passage_key(chat, "wiped the glass")
    await chat.command("passage", key)
    assert chat.last.text.blocks[-1].kind is Kind.NOTE


async def passage_key(chat, words):
    await chat.command("find", words)
    return chat.button("1").arguments[0]


async def test_places_apart_are_cited_as_a_list(chat):
    shown = await chat.command("passage", "Tides 2:2-3; 3:1")
    assert "read the sand" in shown.text
    assert "swallow" in shown.text
    assert shown.text.endswith("Tides 2:2-3; 3:1")
    assert (await chat.command("passage", "Tides 2:2, 4")).text.endswith("Tides 2:2, 4")
    elsewhere = await chat.command("passage", "Tides 2:2, 4; 2:3")
    assert elsewhere.text.endswith("Tides 2:2, 4, 3")


async def test_a_place_beyond_the_end_is_told_what_there_is(chat):
    assert "2:1 to 2:6" in (await chat.command("passage", "Tides 2:99")).text


async def test_a_passage_at_an_end_turns_only_the_other_way(chat):
    assert (await chat.command("passage", "Tides 1:1")).buttons == ("Next", "Context", "Discuss", "Share", "Copy")
    assert (await chat.command("passage", "Tides 4:4")).buttons == ("Previous", "Context", "Discuss", "Share", "Copy")


async def test_a_passage_that_has_gone_is_said_to_be_gone(chat):
    for data in ("turn|aaaaaaaaaaaa", "passage|aaaaaaaaaaaa", "context|aaaaaaaaaaaa", "question|aaaaaaaaaaaa|1"):
        shown = await chat.ask(Asked.BUTTON, text=data)
        assert "no longer" in shown.text


async def test_every_button_fits_every_platform(chat):
    for name, line in (
        ("find", "the boat and the light " * 6),
        ("discuss", ""),
        ("passage", "Tides 2:2"),
        ("about", ""),
    ):
        await chat.command(name, line)
        assert all(len(each.data.encode()) <= BUTTON_BYTES for row in chat.last.buttons for each in row)


async def test_a_search_may_be_kept_to_a_pack(chat):
    assert "Tides" not in (await chat.command("find", "year", arguments={"words": "year", "pack": "almanac"})).text
    assert "no pack “nowhere”" in (await chat.command("find", arguments={"words": "x", "pack": "nowhere"})).text


async def test_another_question_takes_the_place_of_the_first(chat):
    await chat.command("discuss", "patience")
    asked = {chat.last.text.blocks[-1].plain}
    for _press in range(6):
        await chat.press("Another question")
        assert chat.last.edit
        asked.add(chat.last.text.blocks[-1].plain)
    assert len(asked) == 7


async def test_a_topic_nobody_wrote_about_is_searched_for(chat):
    assert "gulls" in (await chat.command("discuss", "Gulls neighbours complain")).text.lower()
    assert "nothing about “zymurgy”" in (await chat.command("discuss", "zymurgy")).text


async def test_about_a_pack_tells_its_works_and_terms(chat):
    shown = await chat.command("about", "The Shore Library")
    assert "Ilse Brandt, 1912. Licence: CC-BY-4.0. Source: written for these tests" in shown.text
    assert "no pack" in (await chat.command("about", "nowhere")).text
    await chat.command("about")
    assert "Works" not in (await chat.press("A Neighbour's Almanac")).text


async def test_the_source_of_a_passage_is_told_beside_its_citation(chat):
    shown = await chat.command("source", "The Ferryman's Letter 3")
    assert "The Ferryman's Letter" in shown.text
    assert "Source: written for these tests" in shown.text
    assert "Licence: " in shown.text
    assert "The source of which passage?" in (await chat.command("source")).text
    assert "no reference that I can read" in (await chat.command("source", "nowhere at all")).text


async def test_a_link_leads_to_its_passage(chat):
    key = await passage_key(chat, "herring")
    assert "herring" in (await chat.command("start", key)).text
    assert "Try:" in (await chat.command("start", "nonsense")).text


async def test_every_example_is_answered(chat):
    for _greeting in range(8):
        await chat.command("start")
        for line in [each.plain for each in chat.last.text.blocks if each.kind is Kind.ITEM]:
            name, _, rest = line.partition(" ")
            shown = await (chat.command(name[1:], rest) if line.startswith("/") else chat.message(line))
            assert not shown.private, line
            assert "Not in this library" not in shown.text, line
            assert "Nothing" not in shown.text, line


async def test_a_group_is_told_the_commands_themselves(group):
    await group.command("start")
    items = [each.plain for each in group.last.text.blocks if each.kind is Kind.ITEM]
    assert [each.split()[0] for each in items] == ["/quote", "/passage", "/find"]


async def test_words_without_sense_are_told_what_was_tried(chat):
    assert "no reference, no quotation" in (await chat.message("zxqv")).text


async def test_an_empty_library_says_so(empty):
    assert "nothing yet" in (await empty.command("random")).text
    assert "nothing yet" in (await empty.command("about")).text
    assert "nothing yet" in (await empty.command("discuss")).text
    for name in ("find", "quote", "passage", "context", "ask"):
        assert (await empty.command(name)).text
        assert (await empty.command(name, "the sea was grey")).text
    assert (await empty.command("start")).text
    assert not (await empty.ask(Asked.INLINE)).text


async def test_options_complete_with_labels_that_fit(conversation):
    chat = CoreChat(conversation, Place("test", "1", private=True))
    for command, option, typed, expected in [
        ("quote", "text", "the tide goes", "The tide goes out"),
        ("passage", "reference", "proud man tells", "Tides 2:4"),
        ("discuss", "topic", "bord", "borders"),
        ("find", "pack", "shore", "The Shore Library"),
        ("subscribe", "source", "tides", "The Book of Tides"),
        ("subscribe", "zone", "berl", "Europe/Berlin"),
    ]:
        choices = await chat.choices(command, option, typed)
        assert any(expected in label for label in choices), (option, choices)
        assert all(1 <= len(label) <= LABEL and 1 <= len(value) <= LABEL for label, value in choices.items())
    assert await chat.choices("passage", "reference", "") == {}
    assert await chat.choices("passage", "nonsense", "x") == {}


async def test_a_chosen_completion_is_understood(chat):
    choices = await chat.choices("passage", "reference", "proud man tells")
    assert "The proud man" in (await chat.command("passage", next(iter(choices.values())))).text


async def inline(chat, text, **fields):
    return await chat.conversation.answer(chat.request(Asked.INLINE, text=text, **fields))


async def test_an_inline_result_posts_the_passage_with_its_full_citation(group):
    found = await inline(group, "proud man")
    assert found.choices[0].label.startswith("Tides 2:4")
    kinds = [each.kind for each in found.choices[0].reply.text.blocks]
    assert kinds == [Kind.QUOTE, Kind.CITATION]
    assert found.choices[0].detail


async def test_an_inline_quotation_is_judged(group):
    found = await inline(group, "Nobody ever thanked a lighthouse for the ship that did not sink")
    assert found.choices[0].label.startswith("Word for word")
    assert len({each.value for each in found.choices}) == len(found.choices)


async def test_an_empty_inline_query_offers_the_passage_of_the_day(group):
    today, hint = (await inline(group, " ")).choices
    assert "lantern walk" in today.label
    assert hint.label == "What to type here"
    assert all(f in hint.reply.text.plain for f in hint.detail.split(" · "))
    assert hint.reply.buttons[0][0].share


async def test_an_empty_inline_query_offers_any_passage_on_a_day_without_one(group):
    group.now += timedelta(days=1)
    assert len((await inline(group, "")).choices) == 2


async def test_an_inline_reference_or_key_is_the_passage_itself(group):
    named = await inline(group, "Tides 2:2-3")
    assert named.choices[0].label.endswith("Tides 2:2-3")
    assert named.choices[0].reply.text.plain.endswith(named.choices[0].label)
    (share, copy), key = named.choices[0].reply.buttons[1], named.choices[0].value
    assert (await inline(group, key)).choices[0].value == key
    assert len((await inline(group, key)).choices) == 1
    assert (share.share, copy.label) == (named.choices[0].label, "Copy")
    assert copy.copy.endswith(f"” — {named.choices[0].label}")
    assert not (await inline(group, "aaaaaaaaaaaa")).choices


async def test_what_is_shared_finds_its_passage_again_and_what_is_copied_is_cited(group):
    await group.command("passage", "Tides 2:4")
    assert (await inline(group, group.button("Share").share)).choices[0].label.startswith("Tides 2:4")
    assert group.button("Copy").copy.startswith("“The proud man")
    assert group.button("Copy").copy.endswith("” — Tides 2:4")


async def test_what_is_too_long_for_a_clipboard_is_copied_as_its_citation(group):
    shown = await group.command("passage", "Tides 2:1-6")
    assert group.button("Copy citation").copy == shown.text.splitlines()[-1]


async def test_a_misspelt_inline_query_shows_what_was_meant(group):
    assert "lighthouse" in (await inline(group, "lighthuose")).choices[0].reply.text.plain.casefold()


async def test_from_a_context_one_comes_back_to_its_passage(group):
    await group.command("context", "Tides 2:4")
    back = group.button("The passage")
    assert (back.command, len(back.arguments[0])) == ("turn", 12)


async def test_inline_results_go_on_where_a_page_ends(group):
    first = await inline(group, "the")
    if first.more:
        second = await inline(group, "the", offset=first.more)
        assert not {each.value for each in first.choices} & {each.value for each in second.choices}
    assert (await inline(group, HOSTILE)).more == ""
