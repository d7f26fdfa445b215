"""Closeness: how many of a question's words stand near one another, in whatever order."""

from bot.lookup.asked import Open, Reading, Term
from bot.lookup.closeness import Wanted, closeness


def term(token: str, form: int, weight: float = 2.0, begun: Open | None = None) -> Term:
    return Term(token, form, weight, (Reading(form, weight),), form, begun)


def asked(*forms: int) -> Wanted:
    return Wanted.of([term(f"word{form}", form) for form in forms])


def test_words_near_one_another_count_in_any_order():
    there = [9, 3, 1, 2, 9]
    found = closeness(asked(1, 2, 3), there)
    assert (found.weight, found.words, found.lacking) == (6.0, 3, 0.0)


def test_words_far_apart_do_not_count_together():
    found = closeness(asked(1, 2), [1, *[9] * 40, 2])
    assert (found.weight, found.words, found.lacking) == (2.0, 1, 2.0)


def test_a_word_counts_as_often_as_it_is_asked():
    assert closeness(asked(1, 2), [1, 1, 1]).weight == 2.0
    assert closeness(asked(1, 1, 2), [1, 9, 1]).weight == 4.0


def test_neighbours_are_counted_that_stand_as_in_the_question():
    assert closeness(asked(1, 2, 3), [1, 2, 9, 3]).pairs == 1
    assert closeness(asked(1, 2, 3), [3, 2, 1]).pairs == 0


def test_an_unfinished_last_word_counts_as_any_that_it_may_begin():
    wanted = Wanted.of([term("the", 1), term("ki", 50, begun=Open(50, 55, 1.5, 20))])
    assert wanted.kind(53) == (1, 1.5)
    assert wanted.kind(50) == (1, 2.0)
    assert wanted.kind(55) == (-1, 0.0)
    assert closeness(wanted, [1, 53]).words == 2


def test_nothing_is_near_in_nothing():
    found = closeness(asked(1, 2), [])
    assert (found.weight, found.words, found.lacking, found.pairs) == (0.0, 0, 2.0, 0)
