"""Numerals: the number that a heading names."""

import pytest

from bot.library.numerals import division, heading_number


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Book 2", "2"), ("Book II", "2"), ("XII. On Rest", "12"), ("X: The Same", "10"), ("CXLIV", "144"),
        ("HIS FIRST BOOK", "1"), ("The Twelfth Chapter", "12"), ("Chapter One", "1"), ("ACT III", "3"),
        ("SCENE II. A room", "2"), ("§ 12. On Walls", "12"),
        ("第一章 起", "1"), ("卷十二・文", "12"), ("第二十三回", "23"),
        ("第一百零三章", "103"),
        ("Preface", ""), ("Introduction", ""), ("A Letter", ""), ("I am here", ""), ("學而", ""),
    ],
)  # fmt: skip
def test_a_heading_is_known_by_its_number(heading, number):
    assert heading_number(heading) == number


@pytest.mark.parametrize(
    ("heading", "kind"), [("HIS FIRST BOOK", "book"), ("Act II", "act"), ("XII. On Books", ""), ("Preface", "")]
)
def test_a_heading_is_known_by_its_kind(heading, kind):
    assert division(heading) == kind
