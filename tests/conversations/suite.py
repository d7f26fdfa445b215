"""The conversations that every way of talking to the bot must hold alike: what is asked, what is shown.

A driver each runs them: the core itself, the console, and the clients of both platforms against local servers.

    @pytest.mark.parametrize("conversation", those(DRIVER.lacks), ids=str)
    async def test_it_holds(conversation): await hold(conversation, DRIVER)
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from tests.conversations.driver import Chat, Driver, Shown

GROUP = "group"
"""A chat of several people."""
RIGHTS = "rights"
"""A command that anybody may try and only admins may use (Discord does not even offer it to others)."""
REPLY = "reply"
"""A command given as an answer to somebody's message."""
BOUNDLESS = "boundless"
"""A typed message of 4,096 characters (Discord ends at 2,000 for most people)."""
UNKNOWN = "unknown"
"""A command that nobody declared (Discord offers only declared ones)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing asked, and what must be shown: each of `says` (regular expressions, case ignored), none of `never`.

    `buttons` must be among those shown. `silent` means that nothing is said.
    """

    name: str
    ask: Callable[[Chat], Awaitable[Shown]]
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns held one after the other in one chat."""

    name: str
    turns: tuple[Turn, ...]
    private: bool = True
    admin: bool = True
    needs: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def command(
    name: str,
    line: str = "",
    *,
    says: Sequence[str] = (),
    never: Sequence[str] = (),
    buttons: Sequence[str] = (),
) -> Turn:
    """A command typed, or chosen from the platform's menu."""
    return Turn(f"/{name} {line}", lambda chat: chat.command(name, line), tuple(says), tuple(never), tuple(buttons))


def message(
    text: str,
    *,
    says: Sequence[str] = (),
    never: Sequence[str] = (),
    buttons: Sequence[str] = (),
    silent: bool = False,
) -> Turn:
    """Words without a command."""
    return Turn(text, lambda chat: chat.message(text), tuple(says), tuple(never), tuple(buttons), silent)


def press(label: str, *, says: Sequence[str] = (), never: Sequence[str] = (), buttons: Sequence[str] = ()) -> Turn:
    """A button pressed under the last message."""
    return Turn(f"[{label}]", lambda chat: chat.press(label), tuple(says), tuple(never), tuple(buttons))


def replying(to: str, name: str, line: str = "", *, says: Sequence[str] = (), never: Sequence[str] = ()) -> Turn:
    """A command given as an answer to somebody's message."""
    return Turn(f"/{name} on {to!r}", lambda chat: chat.reply(to, name, line), tuple(says), tuple(never))


def those(lacks: frozenset[str]) -> list[Conversation]:
    """The conversations that a platform can hold."""
    return [each for each in CONVERSATIONS if not each.needs & lacks]


async def hold(conversation: Conversation, driver: Driver) -> None:
    """Hold the conversation through the driver, checking what is shown at every turn."""
    async with driver.open(private=conversation.private, admin=conversation.admin) as chat:
        for turn in conversation.turns:
            check(turn, await turn.ask(chat))


def check(turn: Turn, shown: Shown) -> None:
    """Compare what is shown with what the turn expects; line breaks and runs of blanks do not matter."""
    text = " ".join(shown.text.split())
    said = f"\n{turn.name}\nwas answered:\n{shown.text}\n{shown.buttons}"
    assert bool(text) is not turn.silent, said
    for fragment in turn.says:
        assert re.search(fragment, text, re.IGNORECASE), f"{fragment!r} is not said.{said}"
    for fragment in (*turn.never, "something went wrong"):
        assert not re.search(fragment, text, re.IGNORECASE), f"{fragment!r} is said.{said}"
    missing = [each for each in turn.buttons if each not in shown.buttons]
    assert not missing, f"no button {missing}.{said}"


KEEPER = r"Ilse Brandt, The Keeper.s Year"
LAMP = r"The lamp does not know whom it saves, and that is the whole of its honour\."
LONG = "boat ~boat~ (boat) [boat] | boat > boat <boat> & boat % boat, boat; boat = boat boat boat"
HOSTILE = (("*_`~|>#[]()\\\u202e@everyone <b>&amp;</b> " * 120)[:4096]).strip()

CONVERSATIONS: tuple[Conversation, ...] = (
    Conversation(
        "a first greeting leads somewhere",
        (
            command("start", says=["try:", "/find"], buttons=["Help"]),
            press("Help", says=["/find", "/quote", "/passage", "/random", "/about"], never=["/page", "/turn"]),
            command("about", says=["The Shore Library", "A Neighbour.s Almanac", "CC.BY.4\\.0", "passages"]),
        ),
    ),
    Conversation(
        "a line remembered exactly is found with its citation",
        (
            command(
                "quote",
                "The lamp does not know whom it saves",
                says=["word for word", LAMP, KEEPER, "1912"],
                never=["you wrote"],
                buttons=["Context"],
            ),
            press("Context", says=[LAMP, "forty-one ships", KEEPER]),
        ),
    ),
    Conversation(
        "case and punctuation are no fault of memory",
        (
            command(
                "quote",
                "THE LAMP DOES NOT KNOW WHOM IT SAVES and that is the whole of its honour!",
                says=["same words", LAMP, KEEPER],
            ),
        ),
    ),
    Conversation(
        "passages like some words are shown without a verdict, nearest first",
        (
            command("like", "a lamp never knows whom it saved", says=[LAMP, KEEPER], never=["not in"], buttons=["1"]),
            press("1", says=[LAMP]),
            command("like", says=["Passages like which words", "/like"]),
        ),
    ),
    Conversation(
        "a changed meaning is told, word by word",
        (
            command(
                "quote",
                "fear is a poor watchman and a good captain; let it ring the bell",
                says=[
                    "you wrote",
                    "the text has",
                    "good watchman and a poor captain",
                    KEEPER,
                ],
                never=["word for word", "fake", "false"],
            ),
            command(
                "quote",
                "A man alone must never have somebody to disagree with.",
                says=["meaning", "a negation was added \\(“never”\\)", "you wrote", "the text has"],
            ),
        ),
    ),
    Conversation(
        "what is not here is said to be not in this library, and no more",
        (
            command(
                "quote",
                "Seventeen violet submarines debated the taxation of imaginary trombones",
                says=["not in this library"],
                never=["fake", "never said", "never wrote", "invented", KEEPER],
            ),
        ),
    ),
    Conversation(
        "right words under a wrong name are given to whom they belong",
        (
            command(
                "quote",
                'As Tomas Reyl wrote, "Nobody ever thanked a lighthouse for the ship that did not sink."',
                says=["Nobody ever thanked a lighthouse", f"not Tomas Reyl, but {KEEPER}"],
            ),
        ),
    ),
    Conversation(
        "a reference opens the passage and its neighbours",
        (
            command(
                "passage",
                "Tides 2:4",
                says=["The proud man tells the wind which way to blow", "Tides", "2:4"],
                buttons=["Previous", "Next", "Context"],
            ),
            press("Next", says=["Cast thy rope to the stranger", "2:5"], never=["proud man"]),
            press("Next", says=["A harbour without a bell"], buttons=["Previous"]),
            press("Previous", says=["Cast thy rope", "2:5"]),
        ),
    ),
    Conversation(
        "a range is given whole",
        (command("passage", "Tides 3:1-2", says=["three things that come back", "the word, the arrow", "3:1"]),),
    ),
    Conversation(
        "a reference beyond the end is told what there is",
        (
            command("passage", "Tides 9:1", says=["Tides", "4:4"]),
            command("passage", "Quuxburg 44:9", says=["Quuxburg"]),
            command("passage", says=["which passage"]),
        ),
    ),
    Conversation(
        "a search pages through its results",
        (
            command(
                "find",
                "boat",
                says=["passages", "works", "“boat”", "Tides"],
                buttons=["1", "More"],
            ),
            press("More", says=["“boat”"], buttons=["Back"]),
            press("Back", says=["“boat”"], buttons=["More"]),
            press("1", says=["boat"], buttons=["Context"]),
        ),
    ),
    Conversation(
        "words are shown in their contexts, page by page",
        (
            command(
                "concordance",
                "boat",
                says=["passages in", "“boat”", " 1 .*boat", "10 .*boat", "Tides"],
                buttons=["1", "10", "More", "Over time"],
            ),
            press("More", says=["“boat”", " 1 .*boat"], buttons=["Back"]),
            press("Back", says=["“boat”"], buttons=["More"]),
            press("2", says=["boat"], buttons=["Context"]),
        ),
    ),
    Conversation(
        "words are counted over time, and what was counted can be read",
        (
            command("frequency", "boat", says=["“boat”", "times", "most often in"], buttons=["In context"]),
            press("In context", says=["“boat”", " 1 .*boat"], buttons=["Over time"]),
            press("Over time", says=["“boat”", "most often in"]),
            command("frequency", "xylophonist", says=["nothing", "“xylophonist”"]),
        ),
    ),
    Conversation(
        "a search may be put into reading order",
        (
            command("find", "boat", says=["“boat”"], buttons=["In order", "In context", "Over time"]),
            press("In order", says=["“order:citation boat”"], buttons=["Best first"]),
            press("Best first", says=["“boat”"], buttons=["In order"]),
        ),
    ),
    Conversation(
        "a search that names nobody known is told who may be meant",
        (
            command("find", "by:brant boat", says=["did you mean “by:brandt boat”"], buttons=["Search that"]),
            press("Search that", says=["passage", KEEPER]),
        ),
    ),
    Conversation(
        "a search for nothing known says so kindly",
        (
            command("find", "xylophonist", says=["nothing", "“xylophonist”"]),
            command("find", says=["which words"]),
        ),
    ),
    Conversation(
        "a search too long for its buttons still turns its pages",
        (
            command("find", LONG, says=["passages", f"“{re.escape(LONG)}”"], buttons=["More"]),
            press("More", says=[f"“{re.escape(LONG)}”"], buttons=["Back"]),
            press("Back", says=[f"“{re.escape(LONG)}”"], buttons=["More"]),
        ),
    ),
    Conversation(
        "one box takes a reference, a quotation or words",
        (
            message("Tides 1:1", says=["reference", "In the beginning of the day the sea was grey"]),
            message(
                "Nobody ever thanked a lighthouse for the ship that did not sink",
                says=["word for word", KEEPER],
            ),
            message("herring", says=["searched", "herring"]),
        ),
    ),
    Conversation(
        "in a group only what is asked is answered",
        (
            message("the lamp does not know whom it saves", silent=True),
            command("ask", "the lamp does not know whom it saves", says=["same words|word for word", LAMP]),
            command("random", says=["."], buttons=["Context"]),
        ),
        private=False,
        admin=False,
        needs=frozenset({GROUP}),
    ),
    Conversation(
        "somebody else's message is judged where it stands",
        (
            replying(
                "a storm is only weather until nobody is out in it",
                "quote",
                says=["A storm is only weather until somebody is out in it", KEEPER],
                never=["word for word"],
            ),
        ),
        private=False,
        admin=False,
        needs=frozenset({GROUP, REPLY}),
    ),
    Conversation(
        "a passage comes with one open question",
        (
            command(
                "discuss",
                "borders",
                says=[r"\?", "hedge|choirs"],
            ),
            command("discuss", says=[r"\?"]),
            command("discuss", "Tides 2:1", says=["The tide goes out and asks no one", r"\?"]),
        ),
    ),
    Conversation(
        "what another pack has to say stands beside its passage",
        (
            command(
                "passage",
                "The Keeper's Year ¶13",
                says=[
                    "A letter takes six weeks",
                    "to go with it",
                    "Mail came by the packet boat",
                    "A reader of it, In the Margin",
                    r"Packet boat: A small ship that carried the mail by contract\.",
                    "if every answer took three months\\?",
                ],
                never=["full or empty", "ledgers of the harbour"],
                buttons=["A doubt about the post"],
            ),
            press(
                "A doubt about the post",
                says=["The ledgers of the harbour office"],
                never=["to go with it"],
                buttons=["The text itself"],
            ),
            press("The text itself", says=["A letter takes six weeks", "to go with it"]),
            command("discuss", "The Keeper's Year ¶13", says=["A letter takes", "if every answer took three months"]),
            press("Another question", says=["Whom do you write to more often"]),
            command("quote", "ask only what will still matter in three months", says=["popular form", "letter takes"]),
        ),
    ),
    Conversation(
        "a daily passage is ordered, listed and ended",
        (
            command("subscriptions", says=["nothing is posted"]),
            command(
                "subscribe",
                "07:30 Europe/Berlin weekdays",
                says=["subscribed", "07:30", "Europe/Berlin", "weekdays", "Next"],
                buttons=["Preview", "Pause", "End"],
            ),
            press("Pause", says=["paused"], buttons=["Resume"]),
            press("Resume", says=["next"], buttons=["Pause"]),
            command("subscribe", "25:00", says=["no time of day", "07:30"]),
            command("subscribe", "07:30 Atlantis/Deep", says=["zone"]),
            command("subscriptions", says=["07:30", "Europe/Berlin"], buttons=["End"]),
            press("End", says=["ended"]),
            command("subscriptions", says=["nothing is posted"]),
            command("today", says=["."], buttons=["Context"]),
        ),
    ),
    Conversation(
        "a window, a reading plan and an offset are ordered in words, looked at and changed",
        (
            command(
                "subscribe",
                "between 7 and 8 Berlin keeper about 150 words a day",
                says=[r"between 07:00 and 08:00, here at 07:\d\d", "Keeper", "about 150 words", "read to its end on"],
                buttons=["Preview", "Skip next", "Post now", "Pause", "Edit", "End"],
            ),
            press("Preview", says=["To be posted", LAMP, KEEPER]),
            command("why", says=["Then comes", KEEPER, "nothing has been posted"]),
            command("edit", "8:15 UTC+2", says=["at 08:15", r"UTC\+2"], never=["between", r"GMT"]),
            press("Edit", says=["/edit"], buttons=["Shuffled", "Silent", "Question first"]),
            press("Shuffled", says=["shuffled", "08:15"]),
            press("Skip next", says=["left out"]),
            command("edit", "at most 40 words", says=["at most 40 words"]),
            command("edit", "over 990 words", says=["any length"]),
            command("why", says=["left it out"]),
        ),
    ),
    Conversation(
        "a daily passage is ordered step by step",
        (
            command("subscribe", says=["which passages"], buttons=["The whole library", "A Neighbour's Almanac"]),
            press("A Neighbour's Almanac", says=["which days"], buttons=["Weekdays"]),
            press("Weekdays", says=["what time"], buttons=["07:30", "07:00–08:00"]),
            press("07:00–08:00", says=["which city"], buttons=["Berlin", "By offset …"]),
            press("By offset …", says=["summer time"], buttons=["UTC", "UTC+2", "UTC-11"]),
            press("UTC+2", says=["weekdays", "between 07:00 and 08:00", r"UTC\+2", "fixed offset"], buttons=["Pause"]),
            command("subscribe", "7:30 UTC+5:30", says=["city", "Asia/Kolkata"]),
        ),
    ),
    Conversation(
        "a group's passage of the day is its admins' affair",
        (
            command("subscribe", "07:30 Europe/Berlin", says=["admins"]),
            command("subscriptions", says=["nothing is posted"]),
        ),
        private=False,
        admin=False,
        needs=frozenset({GROUP, RIGHTS}),
    ),
    Conversation(
        "a group's admin orders its passage of the day",
        (
            command("subscribe", "noon Lisbon daily almanac", says=["12:00", "Europe/Lisbon", "every day"]),
            command("unsubscribe", says=["ended"]),
        ),
        private=False,
        needs=frozenset({GROUP}),
    ),
    Conversation(
        "a passage longer than a message arrives whole",
        (
            command(
                "passage",
                "The Ferryman's Letter 2",
                says=["You write that I must be bored", "the price of candles", "say nothing for four pulls"],
            ),
        ),
    ),
    Conversation(
        "other scripts are found and shown",
        (
            command("quote", "河水不记得昨天的船,可是船记得河水的深浅。", says=["林照", "河水不记得昨天的船"]),
            command("quote", "من شرب من البئر فلا يرم فيها حجرا", says=["البئر", "دفتر البئر"]),
        ),
    ),
    Conversation(
        "a slip in a command is met with the nearest one",
        (command("fnd", "sea", says=["/find"]),),
        needs=frozenset({UNKNOWN}),
    ),
    Conversation(
        "markup and pings in what is asked stay what they are",
        (
            command("find", "*bold* _it_ `code` @everyone", says=["nothing", r"\*bold\* _it_ `code` @everyone"]),
            command("quote", "<b>bold</b> [a](http://example.org) ||spoiler|| **x**", says=["not in this library"]),
        ),
    ),
    Conversation(
        "a hostile message is answered like any other",
        (message(HOSTILE, says=["."]),),
        needs=frozenset({BOUNDLESS}),
    ),
)
