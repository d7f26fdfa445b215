"""Fortune files: sayings with their authors."""

from bot.library.importers import fortune

SAYINGS = """A wall is a long question
that nobody asked aloud, and which the garden
answers every spring.
\t\t-- Ada Keeper, "The Lamp Book"
%
Q: Who keeps the gate?
A: Whoever is late.
%
Rain.
%
Good fences are for leaning on.
― Otto Voss
"""


def test_each_saying_is_a_row_with_its_author(understood):
    (work,), passages, report = understood("sayings", SAYINGS)
    assert work.scheme == "row"
    assert [(each.locator, each.speaker) for each in passages] == [
        ("1", 'Ada Keeper, "The Lamp Book"'),
        ("2", ""),
        ("3", ""),
        ("4", "Otto Voss"),
    ]
    assert passages[3].text == "Good fences are for leaning on."
    assert ("sayings", "a fortune file: 4 sayings") in report.remarks


def test_lines_broken_for_width_are_joined_and_short_ones_stay(understood):
    _, passages, _ = understood("sayings", SAYINGS)
    assert (
        passages[0].text
        == "A wall is a long question that nobody asked aloud, and which the garden answers every spring."
    )
    assert passages[1].text == "Q: Who keeps the gate?\nA: Whoever is late."


def test_a_text_with_a_percent_sign_is_none():
    assert not fortune.is_fortune("Half of it is\n%\nand the rest.\n")
