"""Which question a passage is given: its own first, then those that fit any."""

from bot.discussion.prompt import GENERAL, Prompt, own, pick
from bot.library.passage import Passage

PLAIN = Passage("shore", "keeper", "¶1", "The lamp does not know whom it saves.")
ASKING = Passage("shore", "keeper", "storm", "A storm is only weather.", prompts=("Whose?", "When?"))


def test_its_own_questions_come_first_and_in_their_order():
    assert [pick(ASKING, turn) for turn in range(3)] == [Prompt("Whose?"), Prompt("When?"), Prompt(message=GENERAL[0])]


def test_questions_come_round_again():
    assert pick(ASKING, len(GENERAL) + 2) == pick(ASKING, 0)
    assert {pick(PLAIN, turn).message for turn in range(len(GENERAL))} == set(GENERAL)


def test_a_passage_knows_whether_somebody_asked_of_it():
    assert own(ASKING)
    assert not own(PLAIN)
