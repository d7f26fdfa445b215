"""Numerals: the numbers that headings name, in figures, Roman letters, words and Chinese characters."""

import re

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
NUMBERS = (
    "one first|two second|three third|four fourth|five fifth|six sixth|seven seventh|eight eighth|nine ninth"
    "|ten tenth|eleven eleventh|twelve twelfth|thirteen thirteenth|fourteen fourteenth|fifteen fifteenth"
    "|sixteen sixteenth|seventeen seventeenth|eighteen eighteenth|nineteen nineteenth|twenty twentieth"
)
WORDS = {word: number for number, words in enumerate(NUMBERS.split("|"), 1) for word in words.split()}
DIVISIONS = "book|chapter|part|canto|letter|discourse|act|scene|section|volume|lecture|sermon"
CHINESE = {each: number for number, each in enumerate("一二三四五六七八九", 1)}

NAMED = re.compile(rf"\b(?:{DIVISIONS})\b", re.IGNORECASE)
FIGURES = re.compile(r"(?:§\s*|\w+\.?\s+)?(?:(?P<figures>\d{1,5})\b|(?P<roman>[IVXLCDM]+)(?=[.:)—–-]|\s*$))")
AFTER = re.compile(rf"(?:{DIVISIONS})\s+(?P<roman>[IVXLCDM]+)\b", re.IGNORECASE)
SPELLED = re.compile(
    rf"(?:(?:the|his|her)\s+)?(?P<before>\w+)\s+(?:{DIVISIONS})\b.{{0,60}}|(?:the\s+)?(?:{DIVISIONS})\s+(?:the\s+)?"
    r"(?P<after>\w+)\b.{0,60}",
    re.IGNORECASE,
)
IN_CHINESE = re.compile(r"[第卷](?P<number>[一二三四五六七八九十百零]+)")


def heading_number(heading: str) -> str:
    """Return the number that a heading names: "2" of "Book 2" or "Second Book", "12" of "XII. On Rest", else ""."""
    found = FIGURES.match(heading) or AFTER.match(heading)
    if found:
        figures = found.groupdict().get("figures")
        return figures or str(roman(found["roman"].upper()))
    spelled = SPELLED.fullmatch(heading)
    if spelled:
        return str(WORDS.get((spelled["before"] or spelled["after"]).lower(), ""))
    chinese = IN_CHINESE.match(heading)
    return str(_chinese(chinese["number"])) if chinese else ""


def division(heading: str) -> str:
    """Return what kind of numbered division a heading opens, "book" of "THE SECOND BOOK", else ""."""
    found = NAMED.search(heading[:40]) if heading_number(heading) else None
    return found[0].lower() if found and (SPELLED.fullmatch(heading) or found.start() == 0) else ""


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral in capitals."""
    values = [ROMAN[each] for each in numeral]
    later = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, later, strict=True))


def _chinese(numeral: str) -> int:
    """Return the value of a Chinese numeral below a thousand."""
    hundreds, _, rest = numeral.replace("零", "").rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return 100 * CHINESE.get(hundreds, 0) + 10 * (CHINESE.get(tens, 1) if ten else 0) + CHINESE.get(ones, 0)


def letters(number: int) -> str:
    """Return a, b … z, aa, ab … for 0, 1 …"""
    return (letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)
