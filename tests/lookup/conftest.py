"""A small library of our own prose, in many scripts, for every test of the lookup."""

from dataclasses import dataclass

import pytest

from bot.library.passage import Passage
from bot.library.shelf import Shelf
from bot.library.work import Work
from bot.lookup.lookup import Lookup


@dataclass(frozen=True)
class Pack:
    name: str
    title: str
    works: tuple[Work, ...]


LOG = (
    "The harbour master counted seven lanterns on the quay before the fog came in over the water.",
    "No ship was ever turned away from this port, for bread and shelter are owed to every stranger.",
    "When the tide is low the children walk across the sand to the island, and the old people watch from the wall.",
    "Captain Marlow wrote that a good neighbour is worth more than a strong fence, and nobody laughed.",
    "We shall always mend the nets together, because a torn net feeds no one in the village.",
    "In the winter of the great storm the lighthouse burned for nineteen nights without a keeper.",
    "He that would borrow a boat must bring it back cleaner than he found it.",
    "They could not agree about the boundary stone, and so they moved the feast to the middle of the field.",
    "The bridge belongs to both banks; whoever repairs one half repairs the whole.",
    "Let the well be open by day and covered by night, and let no traveller pay for water.",
)
SONGS = (
    "Ask not the river where it goes, ask the stones what it has taken.",
    "The market opens at dawn. Honour the weights and the colour of the cloth.",
    "Two brothers shared one orchard and never counted the apples.",
)
WORLD = (
    ("zh", "春天的時候，兩個村子的人一起修橋，誰也不問是誰的橋。"),
    ("zh", "漁夫把網掛在牆上，對鄰居說：明天的風會更大。"),
    ("ja", "港の灯台は、嵐の夜にも消えることがありませんでした。"),
    ("ko", "이웃의 우물은 가뭄에도 마르지 않았고 모두가 함께 마셨다."),
    ("th", "ชาวประมงช่วยกันซ่อมแหก่อนพระอาทิตย์ขึ้นทุกเช้า"),
    ("el", "Ὁ γείτων ἔφερε ψωμὶ καὶ ἅλας εἰς τὴν οἰκίαν τοῦ ξένου."),
    ("he", "הַשָּׁכֵן הֵבִיא לֶחֶם וּמַיִם אֶל הָאֹהֶל בַּלַּיְלָה הַקַּר"),
    ("ar", "جَاءَ الجَارُ بِالخُبْزِ وَالمَاءِ إِلَى بَيْتِ الغَرِيبِ فِي اللَّيْلِ"),
    ("hi", "पड़ोसी ने कुएँ का पानी सबके साथ बाँटा और किसी से कुछ नहीं माँगा।"),
    ("de", "Über dem Tor stand geschrieben, daß jeder Gast zuerst Brot und Salz erhält."),
    ("es", "Mañana cruzaremos el río y sembraremos el maíz junto a la casa del vecino."),
)


def library():
    """The pack and its passages."""
    works = (
        Work("shore", "log", "Harbour Log", "Ada Marlow", "1901", scheme="paragraph"),
        Work("shore", "songs", "Field Songs", "Tomas Reed", "1847", topics=("songs",)),
        Work("shore", "world", "Voices of Many Shores", language="mul"),
    )
    log = [Passage("shore", "log", f"¶{place + 1}", text, place, language="en") for place, text in enumerate(LOG)]
    forms = ("a good fence makes a good neighbour",)
    log[3] = Passage("shore", "log", "¶4", LOG[3], 3, language="en", forms=forms, topics=("neighbours",))
    songs = [
        Passage("shore", "songs", f"{place + 1}", text, place, topics=("songs",)) for place, text in enumerate(SONGS)
    ]
    world = [
        Passage("shore", "world", f"{place + 1}", text, place, language=language)
        for place, (language, text) in enumerate(WORLD)
    ]
    return Pack("shore", "Shore", works), [*log, *songs, *world]


@pytest.fixture
def shelf(tmp_path):
    with Shelf.open(tmp_path / "library.sqlite") as shelf:
        pack, passages = library()
        shelf.put(pack, passages, "one")
        yield shelf


@pytest.fixture
def lookup(shelf):
    lookup = Lookup(shelf)
    yield lookup
    lookup.close()
