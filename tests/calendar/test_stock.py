"""Choosing by works and by words: weights that hold from the first post on, posts of about so many words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import weights
from bot.calendar.rotation import MOST, Cursor, Rotation, advance, take, worded
from bot.calendar.stock import Stock
from bot.calendar.subscription import Draw
from bot.library.source import Source

SIZES = {"p/long": 900, "p/short": 100, "q/other": 50}
WORKS = {f"{work}{number}": work for work, size in SIZES.items() for number in range(size)}
STOCK = Stock(list(WORKS), WORKS)


def order(given: weights.Weights, seed: int = 7, lap: int = 0) -> list[str]:
    return list(STOCK.order(Draw(Source(), Rotation.SHUFFLE, given), seed, lap))


@pytest.mark.parametrize("seed", range(5))
def test_works_come_by_their_weights_until_one_is_used_up(seed: int) -> None:
    found = order((("p/long", 3), ("p/short", 2)), seed)
    for posts in (60, 120, 240):
        counts = Counter(WORKS[key] for key in found[:posts])
        for work, weight in (("p/long", 3), ("p/short", 2), ("q/other", 1)):
            assert counts[work] == pytest.approx(posts * weight / 6, rel=0.1)


def test_a_weighted_shuffle_posts_everything_once_a_lap_and_each_lap_otherwise() -> None:
    first, second = (order((("p/short", 5),), lap=lap) for lap in (0, 1))
    assert sorted(first) == sorted(second) == sorted(WORKS)
    assert first != second


def test_a_weighted_shuffle_is_the_same_everywhere_and_for_ever() -> None:
    small = Stock(list("abcdef"), dict(zip("abcdef", ["p/x"] * 2 + ["p/y"] * 4, strict=True)))
    assert "".join(small.order(Draw(Source(), Rotation.SHUFFLE, (("p/y", 2),)), 3, 0)) == "cbdfae"


def test_a_passage_added_to_one_work_leaves_the_order_within_every_work() -> None:
    before = order((("p/short", 5),))
    stock = Stock([*WORKS, "new"], WORKS | {"new": "p/long"})
    after = stock.order(Draw(Source(), Rotation.SHUFFLE, (("p/short", 5),)), 7, 0)
    for work in SIZES:
        assert [key for key in after if key in WORKS and WORKS[key] == work] == [
            key for key in before if WORKS[key] == work
        ]


def test_weights_are_written_and_read_back() -> None:
    given = (("pack/work-one", 3), ("pack/b", 1))
    assert weights.read(weights.written(given)) == given
    assert weights.read("") == ()


@given(lengths=st.lists(st.integers(1, 400), min_size=1, max_size=60), words=st.integers(10, 600))
def test_posts_measured_in_words_hold_about_so_many_and_leave_nothing_out(lengths: list[int], words: int) -> None:
    keys = [f"k{number}" for number in range(len(lengths))]
    measure = dict(zip(keys, lengths, strict=True))
    cursor, said = Cursor(), list[str]()
    while len(said) < len(keys):
        portion, cursor = take(lambda _lap: keys, cursor, worded(words, measure))
        said += portion
        total = sum(measure[key] for key in portion)
        after = advance(lambda _lap: keys, cursor)
        assert len(portion) <= MOST
        if len(portion) > 1:
            assert abs(words - total) < abs(words - total + measure[portion[-1]])
        if len(said) < len(keys) and len(portion) < MOST:
            assert abs(words - total - measure[after[0]]) >= abs(words - total)
    assert said == keys
