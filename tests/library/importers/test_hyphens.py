"""Hyphens: words broken at the end of a line."""

import pytest

from bot.library.importers import hyphens

REST = ["The keeper of the harbour light was a well-known man, and", "they went to the harbour together every Sunday."]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["a man so well-", "known that"], ["a man so well-known", "that"]),
        (["we went to-", "gether, and"], ["we went together,", "and"]),
        (["the light-", "house stood"], ["the lighthouse", "stood"]),
        (["they sailed to Timor-", "Leste again"], ["they sailed to Timor-Leste", "again"]),
        (["first - and last -", "there was rain"], ["first - and last -", "there was rain"]),
    ],
)
def test_a_broken_word_is_spelled_as_it_is_elsewhere(lines, whole):
    assert hyphens.mended([*lines, *REST])[:2] == whole


def test_a_space_behind_a_hyphen_goes_where_the_word_is_known():
    assert hyphens.mended(["A well- known keeper, now- or never.", *REST])[0] == "A well-known keeper, now- or never."


def test_lines_that_were_not_broken_for_width_stay_apart():
    lines = [f"{'word ' * 30}to-", "gether"]
    assert hyphens.mended([*lines, *REST * 2])[0].endswith("to-")
