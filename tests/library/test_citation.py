"""How passages are cited."""

import pytest

from bot.library.citation import cite, cite_list, listed, runs, year
from bot.library.passage import Passage


def at(locator, **fields):
    return Passage("shelf", "lamp", locator, "Words.", **fields)


@pytest.mark.parametrize(
    ("fields", "first", "last", "cited"),
    [
        (
            {"author": "Ada Keeper", "title": "First Report", "date": "1901-03-04"},
            "¶4",
            "",
            "Ada Keeper, First Report (1901) ¶4",
        ),
        ({"author": "Ada Keeper", "date": "1901"}, "¶4", "¶6", "Ada Keeper, The Lamp (1901) ¶4-6"),
        ({"author": "Ada Keeper", "date": "1901"}, "¶4a", "¶4b", "Ada Keeper, The Lamp (1901) ¶4a-4b"),
        ({"title": "Old Edition", "scheme": "verse"}, "John 3:16", "John 3:18", "John 3:16-18 (Old Edition)"),
        (
            {"title": "Old Edition", "scheme": "verse"},
            "Genesis 1:31",
            "Genesis 2:1",
            "Genesis 1:31-2:1 (Old Edition)",
        ),
        ({"title": "Tides", "scheme": "verse"}, "Tides 1:1", "", "Tides 1:1"),
        (
            {"author": "Marcus", "title": "Notes", "scheme": "section", "translator": "Long"},
            "2.1",
            "",
            "Marcus, Notes 2.1, tr. Long",
        ),
        ({"scheme": "row", "date": "1871"}, "17", "", "The Lamp (1871) #17"),
        ({"scheme": "page", "date": "1931"}, "12", "", "The Lamp (1931), p. 12"),
        ({"scheme": "page"}, "12b", "", "The Lamp, p. 12b"),
        ({"scheme": "page"}, "12", "12c", "The Lamp, p. 12"),
        ({"scheme": "page"}, "12", "13b", "The Lamp, pp. 12-13"),
        ({"scheme": "page"}, "¶1", "", "The Lamp ¶1"),
        ({"short": "Lamp"}, "¶1", "", "Lamp ¶1"),
        ({}, "the-storm", "", "The Lamp, the-storm"),
    ],
)
def test_a_passage_is_cited_as_its_scheme_has_it(work, fields, first, last, cited):
    assert cite(work(**fields), at(first), at(last) if last else None) == cited


def test_the_sources_own_citation_is_kept():
    from bot.library.work import Work

    given = at("3", cite="Lamp Act, 3 May 1901")
    assert cite(Work("shelf", "lamp", "The Lamp"), given) == "Lamp Act, 3 May 1901"


def test_a_dated_entry_is_cited_by_its_day_and_title(work):
    entry = at("storm", date="1901-05-03", title="The storm")
    assert cite(work(scheme="date"), entry) == "The Lamp, 1901-05-03: The storm"


def test_an_entry_with_a_title_and_no_number_is_cited_by_its_title(work):
    assert cite(work(), at("storm", title="The storm")) == "The Lamp, “The storm”"


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("2.1", "2.3", "2.1-3"),
        ("Genesis 11:3", "Genesis 12:5", "Genesis 11:3-12:5"),
        ("Ruth 4:22", "1 Samuel 1:1", "Ruth 4:22-1 Samuel 1:1"),
        ("Ruth 1:1 (Old)", "Ruth 1:4 (Old)", "Ruth 1:1-4 (Old)"),
        ("¶4", "¶4", "¶4"),
    ],
)
def test_a_run_repeats_only_what_differs(first, last, whole):
    assert listed([(first, last)]) == whole


@pytest.mark.parametrize(
    ("runs", "whole"),
    [
        (["John 3:16", "John 3:18"], "John 3:16, 18"),
        (["John 3:16 to John 3:18", "John 4:1"], "John 3:16-18; 4:1"),
        (["John 3:16", "John 4:1 to John 4:3", "John 4:9"], "John 3:16; 4:1-3, 9"),
        (["John 3:16", "Ruth 3:17"], "John 3:16; Ruth 3:17"),
        (["2.1", "2.3", "3.1"], "2.1, 3; 3.1"),
        (["¶4a", "¶6"], "¶4a, 6"),
        (["John 3:16 (Old)", "John 3:18 (Old)"], "John 3:16, 18 (Old)"),
    ],
)
def test_a_list_repeats_only_what_differs(runs, whole):
    ends = [each.split(" to ") for each in runs]
    assert listed([(each[0], each[-1]) for each in ends]) == whole


def test_places_apart_in_one_work_are_cited_as_a_list(work):
    verses = [at(f"John {each}") for each in ("3:16", "3:18", "4:1")]
    runs = [(each, each) for each in verses]
    assert cite_list(work(title="Old Edition", scheme="verse"), runs) == "John 3:16, 18; 4:1 (Old Edition)"
    rows = [(at("17"), at("18")), (at("20"), at("20"))]
    assert cite_list(work(scheme="row", date="1871"), rows) == "The Lamp (1871) #17-18, 20"


@pytest.mark.parametrize(("date", "written"), [("1801-03-04", "1801"), ("-0044", "44 BCE"), ("", ""), ("0180", "180")])
def test_a_year_is_written_as_people_do(date, written):
    assert year(date) == written


def test_passages_with_citations_of_their_own_run_on_only_by_a_number():
    notes = [at(str(place), position=place, cite=f"Notes: {name}") for place, name in enumerate(("Lamp 3", "Lamp 4"))]
    assert len(runs(notes)) == 1
    events = [
        at(str(place), position=place, cite=f"Year: {name}") for place, name in enumerate(("Oslo, 1905", "Rome, 1929"))
    ]
    assert [first.cite for first, _last in runs(events)] == ["Year: Oslo, 1905", "Year: Rome, 1929"]
