"""Encodings: told, proven or guessed; refused where a guess would spoil the text."""

import pytest

from bot.library.importers.document import Unreadable
from bot.library.importers.encoding import decode

GERMAN = "Der Wärter grüßte die Möwen; „früh“ sei es, sagte er, und schloß die Tür. " * 5
FRENCH = "L'été dernier, le gardien a relevé la lumière près de la forêt. " * 5
RUSSIAN = "Маяк светил всю ночь, и море не обращало на него никакого внимания. " * 20
CHINESE = "灯塔整夜亮着，大海毫不理会。守塔人每天清晨都要擦拭玻璃，等待归来的船只。" * 20


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (GERMAN, "utf-8", "utf-8"),
        (GERMAN, "utf-8-sig", "utf-8"),
        (GERMAN, "utf-16", "utf-16"),
        (GERMAN, "utf-32", "utf-32"),
        (GERMAN, "cp1252", "cp1252"),
        (FRENCH, "latin-1", "latin-1"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        (RUSSIAN, "cp1251", "cp1251"),
        (CHINESE, "gb18030", "gb18030"),
        ("Plain words.", "ascii", "utf-8"),
    ],
)
def test_a_text_is_read_in_its_own_encoding(text, encoding, told):
    assert decode(text.encode(encoding), "a.txt") == (text, told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n\x00\x01\x02", "a.txt: not a text file: it is a PDF"),
        (b"PK\x03\x04\x00\x00", "a ZIP, EPUB or DOCX"),
        (bytes(range(256)) * 20, "binary data"),
        ("Fine “marks” here – and é.\n".encode() + b"one\x92s bad\n", "a.txt:2: byte 0x92 is not UTF-8"),
        (b"\xff\xfea\x00b", "a.txt:1: not utf-16"),
    ],
)
def test_what_is_no_text_or_mixed_is_refused_with_its_place(content, told):
    with pytest.raises(Unreadable) as error:
        decode(content, "a.txt")
    assert told in str(error.value)


def test_what_reads_as_nothing_is_refused():
    noise = bytes((each * 37 + 128) % 96 + 160 for each in range(400)) + bytes(range(0x81, 0xA0)) * 6
    with pytest.raises(Unreadable, match="save the file as UTF-8"):
        decode(noise, "a.txt")
