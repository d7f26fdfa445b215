"""XML: TEI prose and verse, a play, and a document of another kind."""

import pytest

from bot.library.importers.document import Unreadable
from tests.library.importers.files import BODY, LAST, MORE

TEI = f"""<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>The Lamp Book</title><author>Ada Keeper</author></titleStmt>
<publicationStmt><availability><p>This text is in the public domain.</p></availability></publicationStmt>
<sourceDesc><p>From the society's copy, <date>1901</date>.</p></sourceDesc></fileDesc></teiHeader>
<text><body>
<div><head>Chapter 1</head><p>{BODY}<note>In another hand.</note> <hi>Always.</hi></p><pb n="2"/><p>{MORE}</p></div>
<div><head>Chapter 2</head><lg><l>A hedge, a gate, a path between,</l><l>and neither of us going in.</l></lg></div>
<div><head>Chapter 3</head><p>{LAST}</p></div></body></text></TEI>"""
PLAY = """<?xml version="1.0"?>
<!-- This play is placed in the public domain. -->
<PLAY><TITLE>The Gate</TITLE><PERSONAE><PERSONA>VOSS, a gardener.</PERSONA></PERSONAE>
<ACT><TITLE>ACT I</TITLE><SCENE><TITLE>SCENE I. A garden.</TITLE><STAGEDIR>Rain.</STAGEDIR>
<SPEECH><SPEAKER>VOSS</SPEAKER><LINE>You left the gate unlatched,</LINE><LINE>And all my geese are gone.</LINE></SPEECH>
<SPEECH><SPEAKER>NEIGHBOUR</SPEAKER><LINE>They <STAGEDIR>Pointing</STAGEDIR> were good guests.</LINE></SPEECH>
<SPEECH><SPEAKER>VOSS</SPEAKER><LINE>Good night.</LINE></SPEECH></SCENE></ACT></PLAY>"""
SPEECHES = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="act" n="2"><head>Act 2</head>
<div type="scene"><head>Scene 3</head>
<sp><speaker>Voss.</speaker><l n="5">You left the gate unlatched,</l><l>And all my geese are gone.</l></sp>
<sp><speaker>Neighbour.</speaker><l n="7">They were good guests.</l></sp>
<sp><speaker>Voss.</speaker><p>Good night to you then.</p></sp></div></div></body></text></TEI>"""


def test_tei_keeps_its_chapters_notes_and_verse(understood):
    (work,), passages, _ = understood("lamp.xml", TEI, licence="")
    assert (work.title, work.author, work.date, work.licence) == (
        "The Lamp Book",
        "Ada Keeper",
        "1901",
        "public domain",
    )
    assert [(each.locator, each.text) for each in passages] == [
        ("1.1", f"{BODY} Always."),
        ("1.2", MORE),
        ("2.1", "A hedge, a gate, a path between,\nand neither of us going in."),
        ("3.1", LAST),
    ]
    assert passages[0].note == "In another hand."


def test_a_play_is_cited_by_act_scene_and_line(understood):
    (work,), passages, report = understood("gate.xml", PLAY, licence="")
    assert (work.title, work.scheme, work.licence) == ("The Gate", "line", "public domain")
    assert [(each.locator, each.speaker, each.text) for each in passages] == [
        ("1.1.1", "VOSS", "You left the gate unlatched,\nAnd all my geese are gone."),
        ("1.1.3", "NEIGHBOUR", "They were good guests."),
        ("1.1.4", "VOSS", "Good night."),
    ]
    assert [each.why for each in report.left_out] == ["the list of characters", *["a stage direction"] * 2]


def test_the_lines_of_a_play_keep_the_numbers_that_its_source_gives(understood):
    _, passages, _ = understood("gate.tei", SPEECHES)
    assert [(each.locator, each.speaker) for each in passages] == [
        ("2.3.5", "Voss"),
        ("2.3.7", "Neighbour"),
        ("2.3.4", "Voss"),
    ]


def test_a_document_of_another_kind_is_read_by_its_paragraphs(understood):
    text = f"<?xml version='1.0'?><report><title>Lamps</title><para>{BODY}</para><para>{MORE}</para></report>"
    _, passages, _ = understood("report.xml", text)
    assert [each.text for each in passages][-2:] == [BODY, MORE]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<?xml version='1.0'?>\n<a>\n<b></a>", r"a\.xml:3: not well-formed XML"),
        ("<?xml version='1.0'?><a></a>", "there is no paragraph in it"),
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'lol'>]><a>&b;</a>", "it declares entities"),
        (
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
            "it declares entities",
        ),
        ("<?xml version='1.0'?>" + "<a>" * 5000 + "x" + "</a>" * 5000, "depth"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(understood, text, told):
    with pytest.raises(Unreadable, match=told):
        understood("a.xml", text)
