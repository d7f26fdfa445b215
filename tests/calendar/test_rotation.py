"""Going through a source: in sequence and shuffled, also while the library changes."""

from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.rotation import Cursor, Rotation, advance, counted, deck, shuffled, take

KEYS = [f"key{number:02}" for number in range(20)]


def walk(rotation: Rotation, count: int, keys: list[str] = KEYS, cursor: Cursor = Cursor()) -> list[str]:  # noqa: B008
    found = []
    for _ in range(count):
        step = advance(deck(rotation, keys, 7), cursor)
        assert step is not None
        key, cursor = step
        found.append(key)
    return found


def test_a_sequence_begins_again_after_its_end() -> None:
    assert walk(Rotation.SEQUENCE, 22) == [*KEYS, "key00", "key01"]


def test_a_shuffle_repeats_nothing_until_all_were_posted_and_then_changes_its_order() -> None:
    found = walk(Rotation.SHUFFLE, 40)
    assert sorted(found[:20]) == sorted(found[20:]) == KEYS
    assert found[:20] != found[20:]
    assert found[:20] != KEYS


def test_a_shuffle_is_the_same_everywhere_and_for_ever() -> None:
    assert shuffled(["a", "b", "c", "d", "e"], 3, lap=0) == ["c", "d", "b", "a", "e"]


def test_an_empty_source_has_nothing_next() -> None:
    assert advance(deck(Rotation.SEQUENCE, [], 0), Cursor()) is None


def test_a_passage_added_before_does_not_repeat_one() -> None:
    step = advance(deck(Rotation.SEQUENCE, ["new", *KEYS], 0), Cursor(0, 3, "key03"))
    assert step == ("key04", Cursor(0, 5, "key04"))


def test_a_passage_taken_away_gives_its_place_to_the_next() -> None:
    left = [each for each in KEYS if each != "key03"]
    assert advance(deck(Rotation.SEQUENCE, left, 0), Cursor(0, 3, "key03")) == ("key04", Cursor(0, 3, "key04"))


def test_a_source_that_shrank_below_the_cursor_begins_again() -> None:
    assert advance(deck(Rotation.SEQUENCE, ["x", "y"], 0), Cursor(0, 9, "gone")) == ("x", Cursor(1, 0, "x"))


@given(st.sets(st.text("abcdef", min_size=1, max_size=6), min_size=1, max_size=40), st.integers(0, 99), st.data())
def test_a_shuffle_keeps_the_order_of_what_stays(keys: set[str], seed: int, data: st.DataObject) -> None:
    left = data.draw(st.sets(st.sampled_from(sorted(keys))))
    kept = [each for each in shuffled(sorted(keys), seed, lap=0) if each in left]
    assert kept == shuffled(sorted(left), seed, lap=0)


@given(size=st.integers(1, 30), count=st.integers(1, 7), posts=st.integers(1, 30))
def test_a_reading_plan_posts_every_passage_once_a_lap_whatever_its_portion(size: int, count: int, posts: int) -> None:
    keys = [f"k{number}" for number in range(size)]
    cursor, taken = Cursor(), list[tuple[str, ...]]()
    for _ in range(posts):
        portion, cursor = take(lambda _: keys, cursor, counted(count))
        taken.append(portion)
    said = [key for portion in taken for key in portion]
    assert said == (keys * posts)[: len(said)]
    a_lap = -(-size // count)
    assert [len(each) for each in taken] == ([count] * (a_lap - 1) + [size - count * (a_lap - 1)]) * (
        posts // a_lap
    ) + [count if at < a_lap - 1 else size - count * (a_lap - 1) for at in range(posts % a_lap)]


def test_an_empty_source_has_no_portion() -> None:
    assert take(lambda _: [], Cursor(), counted(3)) is None
