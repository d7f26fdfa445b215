"""A quotation judged: one line of verdict, the difference at a glance, the passage and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import difference
from bot.answers.verdict import NEAR, judged
from bot.lookup.finding import Reason
from bot.reading.passages import LONG, excerpt
from bot.text import Kind, Style
from bot.wording.wording import Wording
from tests.answers.findings import SWAPPED, TEXT, change, finding, hit, passage

WORDING = Wording.load()
EDITS = st.sampled_from(["replaced", "added", "omitted"])


def say(*args, **fields):
    return judged(WORDING, finding(*args, **fields))


def kinds(reply):
    return [each.kind for each in reply.text.blocks]


def test_a_faithful_quotation_is_a_line_the_passage_and_its_citation():
    reply = say("exact")
    assert kinds(reply) == [Kind.PARAGRAPH, Kind.QUOTE, Kind.CITATION]
    assert reply.text.plain.startswith("Word for word.")
    assert [each.label for each in reply.buttons[0]] == ["Context", "Discuss"]


def test_a_change_of_meaning_shows_both_sides():
    lines = say("altered", difference=SWAPPED).text.blocks
    assert [each.plain for each in lines[1:3]] == [
        "You wrote: fear is a poor watchman and a good captain",
        "The text has: fear is a good watchman and a poor captain",
    ]
    struck = {each.text for each in lines[1].spans if Style.STRIKE in each.styles}
    underlined = {each.text for each in lines[2].spans if Style.UNDERLINE in each.styles}
    bold = {each.text for line in lines[1:3] for each in line.spans if Style.BOLD in each.styles}
    assert struck == underlined == bold == {"poor", "good"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change("added", "not ", "", reason=Reason.NEGATION_ADDED), "a negation was added (“not”)"),
        (change("omitted", "", "never ", reason=Reason.NEGATION_DROPPED), "a negation was left out (“never”)"),
        (
            change("replaced", "neither bank; ", "both banks; ", reason=Reason.NEGATION_ADDED),
            "a negation was added (“neither bank” for “both banks”)",
        ),
        (
            change("replaced", "thirty ", "nineteen ", reason=Reason.NUMBER),
            "a number is another (“thirty” for “nineteen”)",
        ),
        (change("replaced", "Reyl ", "Brandt ", reason=Reason.NAME), "a name is another (“Reyl” for “Brandt”)"),
        (change("replaced", "war", "peace.", reason=Reason.OPPOSITE), "a word says the opposite (“war” for “peace”)"),
    ],
)
def test_a_change_of_meaning_says_what_it_is(changed, said):
    assert said in say("altered", difference=(change("same", "and ", "And "), changed)).text.plain


def test_several_changes_of_meaning_are_told_together():
    both = (
        change("replaced", "war", "peace", reason=Reason.OPPOSITE),
        change("added", "not", "", reason=Reason.NEGATION_ADDED),
    )
    first = say("altered", difference=both).text.blocks[0].plain
    assert first.endswith(": a word says the opposite (“war” for “peace”) and a negation was added (“not”).")


def test_two_words_that_changed_places_are_told_once():
    first = say("altered", difference=SWAPPED).text.blocks[0].plain
    assert first.endswith(": two words changed places (“good” and “poor”).")


def test_words_from_right_to_left_do_not_reorder_ours():
    pair = change("replaced", "הים ", "המלח ", reason=Reason.OPPOSITE), change("same", "\u202eזוכר", "זוכר")
    first, *sides = say("altered", difference=pair).text.blocks[:3]
    assert "\u2068הים\u2069" in first.plain
    assert [each.plain for each in sides] == [
        "You wrote: \u2068הים זוכר\u2069",
        "The text has: \u2068המלח זוכר\u2069",
    ]


def test_a_faithful_quotation_shows_no_difference():
    assert "wrote" not in say("typographic", difference=SWAPPED).text.plain


def test_what_is_not_here_is_never_called_a_fake():
    for reply in (say("none", hit(score=NEAR - 1)), judged(WORDING, finding("none")), say("none", hit(score=NEAR))):
        plain = reply.text.plain.lower()
        assert "not in this library" in plain
        assert not any(word in plain for word in ("fake", "false", "invented", "never said"))


def test_the_nearest_is_offered_only_where_it_is_near():
    assert TEXT not in say("none", hit(score=NEAR - 1)).text.plain
    assert TEXT in say("none", hit(score=NEAR)).text.plain


def test_nothing_found_at_all_is_said_too():
    from bot.lookup.finding import Finding, Verdict

    assert "Not in this library" in judged(WORDING, Finding(Verdict.NONE)).text.plain


def test_a_wrong_name_is_told_with_the_right_one():
    plain = say("misattributed", claimed="Tomas Reyl").text.plain
    assert "not Tomas Reyl, but Ilse Brandt, The Keeper's Year ¶4." in plain


def test_a_popular_form_says_that_it_is_one():
    reply = say("altered", hit(form="fear makes a bad captain"), difference=SWAPPED)
    assert "popular form" in reply.text.plain
    assert "wrote" not in reply.text.plain


def test_the_same_words_elsewhere_are_named():
    assert "Also: Other 3:1" in say("exact", hit(), hit(citation="Other 3:1")).text.plain
    assert "Also" not in say("exact", hit(), hit(citation="Other 3:1", score=70)).text.plain


def test_a_quotation_that_runs_on_shows_both_passages():
    reply = say("exact", hit(following=passage("And the next one.", "¶5")))
    assert reply.text.blocks[1].plain == f"{TEXT}\nAnd the next one."


def test_a_long_passage_is_shown_around_the_words_with_a_way_to_all_of_it():
    text = "The tide goes out. " * 100 + "Here it is. " + "The tide comes in. " * 100
    start = text.index("Here")
    reply = say("exact", hit(text, span=(start, start + 11)))
    quote = reply.text.blocks[1]
    assert len(quote.plain) < LONG
    assert quote.plain.startswith("… ")
    assert quote.plain.endswith(" …")
    assert [each.text for each in quote.spans if Style.BOLD in each.styles] == ["Here it is."]
    assert [each.label for each in reply.buttons[0]] == ["Whole passage", "Context", "Discuss"]


@given(st.text(st.sampled_from("ab c.\n河"), min_size=1, max_size=300), st.data())
def test_an_excerpt_is_a_part_of_its_passage(text, data):
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    beside = data.draw(st.integers(0, 60))
    spans = excerpt(text, [(low, high)], beside=beside)
    plain = "".join(each.text for each in spans)
    assert plain.removeprefix("… ").removesuffix(" …") in text


def test_long_agreement_is_shortened_between_and_beside_changes():
    same = "and the tide goes out and asks no one and comes in and thanks no one at all "
    told = difference.told(
        WORDING,
        (
            change("same", same, same),
            change("replaced", "x", "y"),
            change("same", same, same),
            change("added", "z", ""),
        ),
    )
    yours = told.blocks[0].plain
    assert yours.startswith("You wrote: … ")
    assert yours.endswith("z")
    assert yours.count("…") == 2
    assert len(yours) < 120


@given(
    st.lists(
        st.tuples(st.sampled_from(["replaced", "added", "omitted"]), st.text("ab ", min_size=1, max_size=9)),
        max_size=difference.MOST,
    )
)
def test_short_differences_keep_both_sides_whole(pairs):
    changes = tuple(
        change(edit, "" if edit == "omitted" else word, "" if edit == "added" else word[::-1]) for edit, word in pairs
    )
    told = difference.told(WORDING, changes)
    assert told.blocks[0].plain == "You wrote: " + "".join(each.yours for each in changes)
    assert told.blocks[1].plain == "The text has: " + "".join(each.theirs for each in changes)


def test_blanks_around_changed_words_are_not_struck():
    told = difference.told(WORDING, (change("same", "God ", "God "), change("replaced", "made ", "created ")))
    assert [each.text for each in told.blocks[0].spans if each.styles] == ["made"]
    assert told.blocks[0].plain == "You wrote: God made "


def test_a_quotation_that_differs_everywhere_stays_readable():
    changes = tuple(change("replaced", "word " * 60, "other " * 60) for _ in range(200))
    assert all(len(each.plain) < 1200 for each in difference.told(WORDING, changes).blocks)


def test_of_many_changes_those_that_alter_the_meaning_are_shown():
    slips = [
        each for at in range(30) for each in (change("same", "and ", "and "), change("replaced", f"a{at}", f"b{at}"))
    ]
    last = change("replaced", "peace", "war", reason=Reason.OPPOSITE)
    yours, theirs = difference.told(WORDING, (*slips, change("same", " or ", " or "), last)).blocks
    assert yours.plain.startswith("You wrote: and a0")
    assert yours.plain.endswith(" or peace")
    assert theirs.plain.endswith(" or war")
    assert "a20" not in yours.plain
    assert yours.plain.count("…") == theirs.plain.count("…") == 1
