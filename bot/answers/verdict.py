"""A quotation judged: one line of verdict, how it differs, the passage and where it stands."""

from bot.answers import difference
from bot.chat import Button, Reply
from bot.lookup.finding import Finding, Hit, Verdict
from bot.reading.passages import AROUND, LONG, excerpt, key_buttons, taking_along
from bot.text import Block, Kind, Text, block
from bot.wording.wording import Wording

NEAR = 15.0
"""The score (how sure the lookup is, in per cent) from which a passage is worth offering where the verdict is none."""
AS_GOOD = 0.5
"""How much lower a further hit may score and still be named as another place of the same words."""
DIFFERING = (Verdict.CLOSE, Verdict.ALTERED)


def judged(wording: Wording, finding: Finding) -> Reply:
    """Return what is to be said of a quotation."""
    if finding.verdict is Verdict.NONE and not near(finding):
        return Reply(wording.text("verdict-none"))
    best = finding.hits[0]
    text = _verdict(wording, finding, best) + _difference(wording, finding) + _passage(best)
    taking = taking_along(wording, (best.passage,), best.citation)
    return Reply(text + _elsewhere(wording, finding), (_buttons(wording, best), taking))


def near(finding: Finding) -> bool:
    """Return whether the best passage is worth showing even where the quotation is not in the library."""
    return bool(finding.hits) and finding.hits[0].score >= NEAR


def _verdict(wording: Wording, finding: Finding, best: Hit) -> Text:
    if best.form:
        return wording.text("verdict-form")
    if finding.verdict is Verdict.NONE:
        return wording.text("verdict-none-near")
    if finding.verdict is Verdict.ALTERED:
        return wording.text("verdict-altered", changes=difference.reasons(wording, finding.difference))
    return wording.text(f"verdict-{finding.verdict}", claimed=finding.claimed, source=best.citation)


def _difference(wording: Wording, finding: Finding) -> Text:
    if finding.verdict not in DIFFERING or finding.hits[0].form or not finding.difference:
        return Text()
    return difference.told(wording, finding.difference)


def _passage(hit: Hit) -> Text:
    passage = hit.passage
    text = passage.text + (f"\n{hit.following.text}" if hit.following else "")
    whole = len(text) <= LONG
    marks = [hit.span] if hit.span[1] > hit.span[0] and hit.span != (0, len(text)) else []
    quote = excerpt(text, marks, beside=len(text) if whole else AROUND)
    return Text((Block(Kind.QUOTE, quote), block(Kind.CITATION, hit.citation)))


def _elsewhere(wording: Wording, finding: Finding) -> Text:
    """Return where else the same words stand."""
    best, *others = finding.hits
    if finding.verdict is Verdict.NONE:
        return Text()
    again = [each.citation for each in others if each.score >= best.score - AS_GOOD and _same(each, best)]
    return wording.text("verdict-also", citations="; ".join(again)) if again else Text()


def _same(other: Hit, best: Hit) -> bool:
    return other.passage.text[slice(*other.span)].casefold() == best.passage.text[slice(*best.span)].casefold()


def _buttons(wording: Wording, best: Hit) -> tuple[Button, ...]:
    buttons = key_buttons(wording, best.passage.key)
    if len(best.passage.text) <= LONG:
        return buttons
    return (Button(wording.label("button-whole"), "passage", (best.passage.key,)), *buttons)
