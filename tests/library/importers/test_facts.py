"""What names, dates, notices and words tell of a text."""

import pytest

from bot.library.importers import dates, known, named, notice, tongue
from bot.library.importers.head import short
from bot.library.importers.pages import is_head


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("October 24, 2013", "2013-10-24"),
        ("24 October 2013", "2013-10-24"),
        ("Thursday, 24th of", ""),
        ("on Thursday, October 24th, 2013", "2013-10-24"),
        ("24. Oktober 2013", "2013-10-24"),
        ("24 de octubre de 2013", "2013-10-24"),
        ("1er mai 1901", "1901-05-01"),
        ("2013-10-24", "2013-10-24"),
        ("2013年10月24日", "2013-10-24"),
        ("May 1901", "1901-05"),
        ("(1901)", "1901"),
        ("February 30, 2013", ""),
        ("In October 2013 we met", ""),
        ("12", ""),
    ],
)
def test_a_date_is_read_only_where_the_whole_is_one(text, date):
    assert dates.read(text) == date


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("1801-Jefferson", {"date": "1801", "author": "Jefferson"}),
        ("1837-VanBuren", {"date": "1837", "author": "Van Buren"}),
        ("1897-McKinley", {"date": "1897", "author": "McKinley"}),
        ("1860_james_buchanan_d", {"date": "1860", "author": "James Buchanan"}),
        ("1945_franklin_d_roosevelt_d", {"date": "1945", "author": "Franklin D. Roosevelt"}),
        ("1901-05-03 harbour", {"date": "1901-05-03", "author": "Harbour"}),
        ("2001-a long story of many words", {"date": "2001"}),
        ("9999-Nobody", {}),
        ("speech", {}),
        ("AFG_70_2015", {}),
    ],
)
def test_a_files_name_tells_date_and_author(stem, found):
    assert named.read(stem) == found


def test_a_collection_is_known_by_its_files_names():
    stems = ["1801-Jefferson", "1805-Jefferson", "1809-Madison", "1825-Adams"]
    found = known.addresses(stems, "x")
    assert found["1805-Jefferson"]["title"] == "Second Inaugural Address"
    assert found["1805-Jefferson"]["date"] == "1805-03-04"
    assert found["1825-Adams"]["author"] == "John Quincy Adams"
    assert found["1825-Adams"]["title"] == "Inaugural Address"


def test_one_file_of_that_name_is_not_yet_a_collection():
    assert known.addresses(["1801-Jefferson"], "letters") == {}
    assert known.addresses(["1801-Jefferson"], "inaugural")


def test_an_edition_is_known_by_name_and_size():
    assert known.edition("kjv", 31102)["title"] == "King James Version"
    assert known.edition("kjv", 100) == {}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ([], {}),
        (["Public domain."], {"licence": "public domain"}),
        (["CC BY-SA 3.0"], {"licence": "CC BY-SA 3.0"}),
        (["CC0"], {"licence": "CC0 1.0"}),
        (["© 2001 Someone"], {"licence": "© 2001 Someone", "redistribute": False}),
        (
            ["(Not to be republished.)", "Public domain elsewhere."],
            {"licence": "Not to be republished. Public domain elsewhere.", "redistribute": False},
        ),
    ],
)
def test_notices_settle_the_licence(said, fields):
    assert notice.licence(said) == fields


def test_a_long_notice_is_shortened():
    assert len(notice.licence(["© " + "word " * 200])["licence"]) <= notice.LONGEST


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The lamp was lit and the sea took no notice of it, for that is what the sea does.", "en"),
        ("Der Wärter und die Möwen: es ist nicht der Sturm, den sie fürchten, und das ist gut.", "de"),
        ("El faro y la mar: los barcos que vienen por la noche se van con las luces del alba.", "es"),
        ("Le phare et la mer: les bateaux qui passent dans la nuit ne sont pas pour nous.", "fr"),
        ("灯塔整夜亮着，这里没有对错，时间过去了。", "zh-Hans"),
        ("燈塔整夜亮著，這裡沒有對錯，時間過去了。", "zh-Hant"),
        ("これは灯台です。海はそれを見ていません。", "ja"),
        ("Маяк светил всю ночь.", "ru"),
        ("المنارة مضاءة", "ar"),
        ("दीपक जल रहा है", "hi"),
        ("123 456", "en"),
        ("Lux", "en"),
    ],
)
def test_the_tongue_is_told_by_script_and_common_words(text, tag):
    assert tongue.read(text) == tag


@pytest.mark.parametrize(
    ("title", "shorter"),
    [
        ("A Short Title", ""),
        (
            "Letters to the Harbour Board: Being an Account of the Winter of 1901 and After",
            "Letters to the Harbour Board",
        ),
        ("The Keeping of Lights Characterized by Patience, Sobriety and a Good Supply of Oil", "The Keeping of Lights"),
        ("A title that is very long and goes on and on without any mark to be cut at all", ""),
    ],
)
def test_a_long_title_is_shortened_where_it_has_a_place_to_end(title, shorter):
    assert short(title) == shorter


@pytest.mark.parametrize(
    ("line", "head"),
    [("12", True), ("- 12 -", True), ("Page 3 of 10", True), ("A/70/PV.15 28/09/2015", True), ("1914 was", False)],
)
def test_a_pages_number_is_told_from_words(line, head):
    assert is_head(line) is head
