"""Quotations: found, judged, and told apart from what is not there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.lookup.finding import Edit, Reason, Verdict
from tests.lookup.conftest import LOG, SONGS, WORLD


def sides(finding):
    return "".join(each.yours for each in finding.difference), "".join(each.theirs for each in finding.difference)


@pytest.mark.parametrize(
    ("asked", "verdict", "locator"),
    [
        ("the harbour master counted seven lanterns on the quay", Verdict.TYPOGRAPHIC, "¶1"),
        ("The harbour master counted seven lanterns on the quay", Verdict.EXACT, "¶1"),
        ("the harbor master counted seven lanterns on the quay", Verdict.TYPOGRAPHIC, "¶1"),
        ("The harbor mastr counted seven lanterns on the quay", Verdict.CLOSE, "¶1"),
        ("the harbour master counted nine lanterns on the quay", Verdict.ALTERED, "¶1"),
        ("the two harbour master counted seven lanterns on the quay", Verdict.ALTERED, "¶1"),
        ("a ship was turned away from this port, for bread and shelter", Verdict.ALTERED, "¶2"),
        ("Captain Hudson wrote that a good neighbour is worth more than a strong fence", Verdict.ALTERED, "¶4"),
        ("Captain Marlow wrote that a good neighbour is worth less than a strong fence", Verdict.ALTERED, "¶4"),
        ("We shall never mend the nets together, because a torn net", Verdict.ALTERED, "¶5"),
        ("They could agree about the boundary stone, and so they moved the feast", Verdict.ALTERED, "¶8"),
        ("They can't agree about the boundary stone, and so they moved the feast", Verdict.CLOSE, "¶8"),
        ("bring it back cleaner than found", Verdict.CLOSE, "¶7"),
    ],
)
def test_how_faithful_a_quotation_is(lookup, asked, verdict, locator):
    found = lookup.quote(asked)
    assert (found.verdict, found.hits[0].passage.locator) == (verdict, locator)
    assert sides(found)[0] == asked


@pytest.mark.parametrize(
    "asked",
    [
        "the quarterly figures exceeded what the analysts had forecast",
        "to be or not to be that is the question",
        "je pense donc je suis",
        "今天的天氣怎麼樣",
        "",
        "   ",
        "?!…",
        "🙂🙂🙂",
    ],
)
def test_what_is_not_in_the_library_is_not_found(lookup, asked):
    assert lookup.quote(asked).verdict is Verdict.NONE


def test_what_changes_the_meaning_is_marked_in_the_difference(lookup):
    found = lookup.quote("The bridge belongs to neither bank; whoever repairs one half repairs the whole")
    fatal = [each for each in found.difference if each.reason]
    assert found.verdict is Verdict.ALTERED
    assert [each.yours.strip() for each in fatal] == ["neither bank;"] or "neither" in fatal[0].yours
    assert fatal[0].edit is Edit.REPLACED


@pytest.mark.parametrize(
    ("asked", "reason", "yours", "theirs"),
    [
        ("Let the well be open by day and not covered by night", "negation-added", "not", ""),
        ("Two brothers shared one orchard and counted the apples", "negation-dropped", "", "never"),
        (
            "The bridge belongs to neither bank; whoever repairs one half",
            "negation-added",
            "neither bank;",
            "both banks;",
        ),
        ("the lighthouse burned for thirty nights without a keeper", "number", "thirty", "nineteen"),
        ("the children walk across the sand to the island, and the young people watch", "opposite", "young", "old"),
        ("In truth Captain Havelock wrote that a good neighbour is worth more", "name", "Havelock", "Marlow"),
    ],
)
def test_a_change_of_meaning_says_what_it_is(lookup, asked, reason, yours, theirs):
    found = lookup.quote(asked)
    assert found.verdict is Verdict.ALTERED
    told = [(each.reason, each.yours.strip(), each.theirs.strip()) for each in found.difference if each.reason]
    assert told == [(Reason(reason), yours, theirs)]


def test_a_slip_in_a_word_that_denies_is_only_a_slip(lookup):
    assert lookup.quote("Two brothers shared one orchard and nevre counted the apples").verdict is Verdict.CLOSE


def test_the_span_is_where_the_words_stand(lookup):
    hit = lookup.quote("watch from the wall").hits[0]
    start, end = hit.span
    assert hit.passage.text[start:end] == "watch from the wall"


@pytest.mark.parametrize(
    ("asked", "verdict", "claimed"),
    [
        ("As Ada Marlow wrote, whoever repairs one half repairs the whole", Verdict.EXACT, ""),
        ("As Victor Hugo wrote, whoever repairs one half repairs the whole", Verdict.MISATTRIBUTED, "Victor Hugo"),
        ("“Two brothers shared one orchard and never counted the apples” — Tomas Reed", Verdict.EXACT, ""),
        ("Two brothers shared one orchard and never counted the apples. — Plato", Verdict.MISATTRIBUTED, "Plato"),
        (
            "Two brothers shared one orchard and never counted the apples (Harbour Log)",
            Verdict.MISATTRIBUTED,
            "Harbour Log",
        ),
        ("Captain Marlow wrote that a good neighbour is worth more", Verdict.EXACT, ""),
    ],
)
def test_the_source_that_is_named_is_checked(lookup, asked, verdict, claimed):
    found = lookup.quote(asked)
    assert (found.verdict, found.claimed) == (verdict, claimed)
    assert sides(found)[0] == asked


def test_a_quotation_may_run_on_into_the_next_passage(lookup):
    hit = lookup.quote("feeds no one in the village. In the winter of the great storm the lighthouse").hits[0]
    assert hit.passage.locator == "¶5"
    assert hit.following
    assert hit.following.locator == "¶6"
    assert hit.citation.endswith("¶5-6")


def test_a_quotation_is_found_within_a_long_message(lookup):
    chat = "so yesterday I was at the office and we had this long meeting about budgets and travel plans again "
    asked = chat * 3 + "and then she said let the well be open by day and covered by night " + chat * 3
    found = lookup.quote(asked)
    assert found.hits[0].passage.locator == "¶10"
    assert found.verdict in (Verdict.EXACT, Verdict.TYPOGRAPHIC)
    assert sides(found)[0] == asked


@pytest.mark.parametrize(
    "asked",
    [
        "When the tide is low the children walk … and the old people watch from the wall",
        "[t]he old people watch from the wall",
        "Let the well be open by day [...] and let no traveller pay for water",
    ],
)
def test_what_is_left_out_and_says_so_is_faithful(lookup, asked):
    assert lookup.quote(asked).verdict in (Verdict.EXACT, Verdict.TYPOGRAPHIC)


def test_a_popular_form_leads_to_the_passage_and_says_so(lookup):
    found = lookup.quote("a good fence makes a good neighbour")
    assert found.hits[0].passage.locator == "¶4"
    assert found.hits[0].form == "a good fence makes a good neighbour"
    assert found.verdict is Verdict.CLOSE


@pytest.mark.parametrize(("language", "text"), WORLD)
def test_every_script_is_found_by_a_fragment(lookup, language, text):
    words = text.split()
    asked = " ".join(words[1:7]) if len(words) > 6 else text[3:13]
    found = lookup.quote(asked)
    assert found.hits[0].passage.language == language
    assert found.verdict in (Verdict.EXACT, Verdict.TYPOGRAPHIC)


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("两个村子的人一起修桥", "兩個村子的人一起修橋"),
        ("ο γειτων εφερε ψωμι και αλας", "Ὁ γείτων ἔφερε ψωμὶ καὶ ἅλας"),
        ("השכן הביא לחם ומים אל האהל", "הַשָּׁכֵן הֵבִיא לֶחֶם וּמַיִם אֶל הָאֹהֶל"),
        ("جاء الجار بالخبز والماء إلى بيت الغريب", "جَاءَ الجَارُ بِالخُبْزِ وَالمَاءِ إِلَى بَيْتِ الغَرِيبِ"),
        ("manana cruzaremos el rio y sembraremos el maiz", "Mañana cruzaremos el río y sembraremos el maíz"),
        ("uber dem tor stand geschrieben dass jeder gast", "Über dem Tor stand geschrieben, daß jeder Gast"),
    ],
)
def test_script_variants_and_missing_marks_are_typographic(lookup, written, stands):
    found = lookup.quote(written)
    assert found.verdict is Verdict.TYPOGRAPHIC
    start, end = found.hits[0].span
    assert found.hits[0].passage.text[start:end] == stands


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("港の灯合は、嵐の夜にも消える", "ja"),
        ("이웃의 우물은 가뭄에도 마르자 않았고", "ko"),
        ("ชาวประมงช่วยกันซ่อมเหก่อนพระอาทิตย์", "th"),
        ("漁夫把網掛在墻上對鄰居說", "zh"),
        ("Ὁ γείτων ἔφερε ψωμὸ καὶ ἅλας εἰς", "el"),
        ("השכן הביא לחס ומים אל האהל", "he"),
    ],
)
def test_one_character_amiss_is_found_in_every_script(lookup, asked, language):
    found = lookup.quote(asked)
    assert found.hits[0].passage.language == language
    assert found.verdict is not Verdict.NONE


def test_completion_goes_on_from_a_beginning(lookup):
    assert lookup.complete("the old people wat")[0].passage.locator == "¶3"
    assert lookup.complete("") == ()


def test_a_pack_narrows(lookup):
    assert lookup.quote(LOG[0], pack="shore").verdict is Verdict.EXACT
    assert lookup.quote(LOG[0], pack="nothing").hits == ()


TEXTS = [text for text in (*LOG, *SONGS) if len(text.split()) >= 6]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_fragment_of_six_words_is_found_exact(lookup, data):
    words = data.draw(st.sampled_from(TEXTS)).split()
    size = data.draw(st.integers(6, len(words)))
    start = data.draw(st.integers(0, len(words) - size))
    found = lookup.quote(" ".join(words[start : start + size]))
    assert found.verdict is Verdict.EXACT
    assert " ".join(words[start : start + size]) in found.hits[0].passage.text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_difference_gives_both_sides_back(lookup, data):
    words = data.draw(st.sampled_from(TEXTS)).split()
    edits = data.draw(
        st.lists(st.tuples(st.integers(0, len(words)), st.sampled_from(["not", "", "the", "x", "“Y”,"])), max_size=3)
    )
    for place, word in edits:
        words[place : place + (not word)] = [word] if word else []
    asked = data.draw(st.sampled_from(["", " ", "well: "])) + " ".join(words)
    found = lookup.quote(asked)
    if found.difference and not found.hits[0].following:
        start, end = found.hits[0].span
        assert sides(found) == (asked, found.hits[0].passage.text[start:end])
