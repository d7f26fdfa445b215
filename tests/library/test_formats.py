"""Real files of every format, imported as an operator would; they stand beside the checkout and are never in it."""

import itertools
import re
from collections import Counter

import pytest

from bot.library.citation import cite
from bot.library.cut import LONGEST
from bot.library.importers.intake import carried_out
from bot.library.importers.order import Order
from bot.library.reference import References
from bot.library.shelf import Shelf


@pytest.fixture(scope="module")
def bring(shared, tmp_path_factory):
    """Import a corpus by its place in the folder; return the report, the pack and its passages."""
    room = tmp_path_factory.mktemp("packs")

    def brought(path, **fields):
        with carried_out(Order((shared / "corpora" / path,), "", fields), room, lambda *_: None) as placed:
            return placed.report, placed.pack, list(placed.pack.passages())

    return brought


@pytest.fixture(scope="module")
def plays(bring):
    return bring("shakespeare")


def test_thirteen_plays_have_their_speakers_and_lines(plays):
    _, made, passages = plays
    assert len(made.works) == 19
    lines = [work for work in made.works if work.scheme == "line"]
    assert len(lines) == 14
    assert all(work.author == "William Shakespeare" and work.short for work in lines)
    spoken = [each for each in passages if each.work in {work.id for work in lines}]
    assert all(each.speaker and re.fullmatch(r"\d\.\d+\.\d+[a-z]?", each.locator) for each in spoken)
    assert all(len(each.text) <= LONGEST for each in spoken)
    assert len(spoken) > 11_000


def test_the_same_play_is_cited_alike_in_html_and_xml(plays):
    _, _, passages = plays
    html, xml = ([each for each in passages if each.work == name] for name in ("macbeth", "macbeth-bosak"))
    assert [each.speaker for each in html] == [each.speaker for each in xml]
    words = [[re.sub(r"\[[^]]*\]\s*", "", each.text) for each in edition] for edition in (html, xml)]
    assert sum(one == two for one, two in zip(*words, strict=True)) >= 0.99 * len(html)
    places = zip(html, xml, strict=True)
    assert all(one.locator == two.locator for one, two in places if not one.locator.startswith("1.3."))


def test_a_play_loses_none_of_its_lines(plays, shared):
    _, _, passages = plays
    raw = (shared / "corpora/shakespeare/hamlet.html").read_text(encoding="latin-1")
    lines = re.findall(r"<A NAME=\d+\.\d+\.\d+>(.*?)</A>", raw)
    kept = [line for each in passages if each.work == "hamlet" for line in each.text.split("\n")]
    assert Counter(" ".join(line.split()) for line in lines) == Counter(kept)


def test_a_line_of_a_play_is_found_as_people_cite_it(plays, tmp_path):
    _, made, passages = plays
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        shelf.put(made, passages, "1")
        references = References(shelf)
        works = {work.id: work for work in made.works}
        for text in ("Ham. 3.1.64", "Hamlet III.i.70", "Hamlet, act 3, scene 1, line 90", "hamlet 3.1.66-72"):
            (found,) = references.read(text)
            assert (found.locator, found.speaker) == ("3.1.64", "HAMLET")
        for each in passages[::211]:
            assert references.read(cite(works[each.work], each))[0].locator == each.locator


@pytest.mark.parametrize(
    ("path", "passages", "sections", "noted"),
    [
        ("federalist/federalist-papers.epub", 1470, 87, 140),
        ("meditations/marcus-aurelius_meditations_long.epub", 547, 12, 110),
        ("epictetus/epictetus_short-works_long.epub", 263, 182, 50),
    ],
)
def test_a_book_has_its_chapters_and_its_notes_apart(bring, path, passages, sections, noted):
    report, made, found = bring(path)
    assert (len(found), len({each.section for each in found})) == (passages, sections)
    assert sum(bool(each.note) for each in found) >= noted
    assert all(work.scheme == "section" and work.licence == "public domain" and work.author for work in made.works)
    assert all(len(each.text) <= LONGEST for each in found)
    assert not [each for each in found if re.search(r"Standard Ebooks|↩", each.text)]
    assert all(re.fullmatch(r"\d+\.\d+[a-z]?|(?!\d).*", each.locator) for each in found)
    assert {each.why.partition(":")[0] for each in report.left_out} <= {
        "titlepage", "halftitlepage", "imprint", "colophon", "copyright-page", "the heading of the notes",
    }  # fmt: skip


def test_the_federalist_is_cited_by_paper_and_paragraph(bring):
    _, made, passages = bring("federalist/federalist-papers.epub")
    papers = {each.locator.split(".")[0] for each in passages}
    assert {str(number) for number in range(1, 86)} <= papers
    tenth = next(each for each in passages if each.locator == "10.1a")
    assert tenth.section[0].startswith("X: ")
    assert cite(made.works[0], tenth).endswith("The Federalist 10.1a")


@pytest.mark.parametrize("path", ["gutenberg_2680.txt", "gutenberg_2680_casaubon.html"])
def test_a_gutenberg_book_loses_header_and_licence_and_keeps_its_own_numbers(bring, path):
    report, made, passages = bring(f"meditations/{path}")
    (work,) = made.works
    assert (work.title, work.author, work.source) == ("Meditations", "Marcus Aurelius", "Project Gutenberg eBook 2680")
    assert not [each for each in passages if "Project Gutenberg" in each.text]
    places = {each.locator.rstrip("abcdefgh") for each in passages}
    assert {"2.1", "4.3", "7.1", "12.27"} <= places
    begins = next(each for each in passages if each.locator.rstrip("a") == "2.1")
    assert begins.text.startswith("Remember how long")
    assert {each.why for each in report.left_out} >= {"Project Gutenberg's licence", "who prepared the file"}


def test_a_pdf_is_read_by_its_sections_without_running_heads(bring):
    report, made, passages = bring("pdf_hilbert")
    (work,) = made.works
    assert (work.title, work.author, work.scheme) == ("The Foundations of Geometry", "David Hilbert", "section")
    assert 400 < len(passages) < 520
    assert not [each for each in passages if re.search(r"[ﬀﬁﬂﬃﬄ]|Project Gutenberg", each.text)]
    words = " ".join(each.text for each in passages)
    assert "definition" in words
    assert not re.search(r"\w- \w", words[:20_000])
    assert sum(each.why.startswith("a page's number") for each in report.left_out) >= 90
    assert any(each.locator.startswith("12.") and "CONTINUITY" in each.section[-1] for each in passages)
    assert sum(bool(each.note) for each in passages) >= 20


@pytest.mark.parametrize(
    ("path", "scheme", "passages", "first", "last"),
    [
        ("ar_quran/quran.json", "verse", 6236, "1:1", "114:6"),
        ("es_reina_valera_1909/es_rvr.json", "verse", 31102, "Genesis 1:1", "Revelation 22:21"),
        ("kjv/John.json", "verse", 879, "John 1:1", "John 21:25"),
        ("kjv/Psalms.json", "verse", 2461, "Psalm 1:1", "Psalm 150:6"),
        ("sa_gita/verse.json", "verse", 701, "1:1", "18:78"),
        ("sa_gita/chapters.json", "row", 18, "1", "18"),
        ("zh_classics/lunyu_simplified.json", "section", 512, "1.1", "20.3"),
        ("zh_classics/mengzi_traditional.json", "section", 690, "1.1", "14.64"),
        ("zh_classics/shijing.json", "row", 305, "1", "305"),
        ("zh_classics/tangshisanbaishou.json", "section", 320, "1.1", "7.44"),
        ("zh_classics/guwenguanzhi.json", "section", 1016, "1.1.1", "12.18.7"),
        ("zh_classics/zengguangxianwen.json", "section", 752, "1.1", "2.317"),
        ("zh_classics/daodejing_traditional.txt", "row", 81, "1", "81"),
        ("de_genesis_luther/german_latin1.txt", "row", 1582, "1", "1582"),
    ],
)
def test_rows_of_every_shape_are_cited_as_people_do(bring, path, scheme, passages, first, last):
    report, made, found = bring(path)
    assert made.works[0].scheme == scheme
    assert (len(found), found[0].locator, found[-1].locator) == (passages, first, last)
    assert not report.left_out


def test_a_hundred_and_ninety_three_speeches_lose_their_running_heads(bring):
    report, made, passages = bring("un_general_debate_2015")
    assert len(made.works) == 193
    assert not [each for each in passages if re.fullmatch(r"[\d/ -]+|A/70/PV.*", each.text)]
    assert {each.why for each in report.left_out} == {"a page's number or running head"}
    assert all(len(list(of)) >= 3 for _, of in itertools.groupby(passages, key=lambda each: each.work))


def test_speeches_of_one_line_are_set_in_paragraphs_of_whole_sentences(bring):
    _, made, passages = bring("sotu")
    assert (len(made.works), len({work.author for work in made.works})) == (124, 24)
    assert all(len(each.text) <= LONGEST for each in passages)
    assert sum(each.text[-1] in ".!?\"')…:;,-”’]" for each in passages) >= 0.995 * len(passages)


def test_the_chinese_declaration_is_closed_up_and_cited_by_article(bring):
    _, made, passages = bring("udhr_encodings")
    chinese = [each for each in passages if each.work == "chinese-mandarin-gb2312"]
    assert next(work for work in made.works if work.id == "chinese-mandarin-gb2312").scheme == "section"
    assert "30.1" in {each.locator for each in chinese}
    assert not [each for each in chinese if re.search(r"[一-鿿] [一-鿿]", each.text)]
