"""Words of one meaning: what memory puts in each other's place."""

from bot.lookup.opposites import opposite
from bot.lookup.stem import stem
from bot.lookup.synonyms import GROUPS, NEAR, synonyms


def test_words_of_one_meaning_stand_for_each_other_both_ways():
    assert all(root in NEAR[other] for root, others in NEAR.items() for other in others)


def test_no_word_stands_for_its_opposite_or_for_itself():
    assert [(root, other) for root, others in NEAR.items() for other in others if opposite(root, other)] == []
    assert [root for root, others in NEAR.items() if root in others] == []


def test_words_are_known_by_their_stems():
    assert stem("swiftly") in synonyms(stem("quickly")) or stem("swift") in synonyms(stem("quick"))
    assert synonyms("zyzzyva") == frozenset()


def test_every_group_has_two_words_of_latin_letters():
    groups = [group.split() for group in GROUPS.split("/")]
    assert [group for group in groups if len(group) < 2 or not all(word.isalpha() for word in group)] == []


def test_a_line_remembered_in_other_words_of_the_same_meaning_is_found(lookup):
    found = lookup.quote("the harbor master counted seven lamps upon the quay")
    assert found.hits[0].passage.locator == "¶1"
