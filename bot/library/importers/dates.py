"""Dates as title pages and file names write them."""

import re

from bot.library.fields import is_date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero",
            "february feb februar février febrero",
            "march mar märz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sept sep septembre septiembre",
            "october oct oktober octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember décembre diciembre",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_LEAD = r"(?:(?:on|am|le|el|updated:?|delivered|dated|published)\s+)*(?:\w+day,?\s+)?"
FORMS = tuple(
    re.compile(_LEAD + each + r"\.?", re.IGNORECASE)
    for each in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:de\s+)?(?P<month>{_MONTH})\.?,?\s+(?:de\s+)?(?P<year>\d{{4}})",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        rf"(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})",
        r"\(?(?P<year>\d{4})\)?",
    )
)


def read(text: str) -> str:
    """Return the date that `text` is, wholly, as ISO 8601: a day, a month or a year; "" where it is none."""
    for form in FORMS:
        found = form.fullmatch(text.strip())
        if found:
            parts = found.groupdict()
            written = "-".join((parts["year"], *_numbers(parts)))
            return written if is_date(written) else ""
    return ""


def _numbers(parts: dict[str, str | None]) -> list[str]:
    month, day = (parts.get("month") or "").lower(), parts.get("day")
    number = MONTHS.get(month) or (int(month) if month else 0)
    return [f"{each:02d}" for each in (number, int(day or 0)) if each]
