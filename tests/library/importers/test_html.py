"""HTML: a page's own text, and a play with its speakers and lines."""

import pytest

from bot.library.citation import cite
from bot.library.importers.document import Unreadable
from tests.library.importers.files import BODY, LAST, MORE

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>On Lamps | The Harbour Site</title>
<meta name="author" content="Ada Keeper"><script>var x = "never read";</script></head><body>
<header role="banner">The Harbour Site</header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/lamps">Lamps</a></li></ul></nav>
<h1>On Lamps</h1>
<p>{BODY} <em>Every</em> day.<a href="#fn1"><sup>1</sup></a></p>
<p><a href="/next">Read the next page of this fine site here</a></p>
<div class="sidebar">Subscribe to our letters.</div>
<h2>Afterwards</h2>
<p>{MORE}</p>
<p>A hedge,<br>a gate,<br>a reason to stop and talk about it.</p>
<h2>Notes</h2>
<ol><li id="fn1">The keeper's own words. <a href="#back">↩</a></li></ol>
<footer class="site-footer">All rights reserved.</footer></body></html>"""

PLAY = """<html><head><title>The Gate: Entire Play</title></head><body>
<h3>ACT I</h3><h3>PROLOGUE</h3>
<a name="speech1"><b>CHORUS</b></a><blockquote>
<a name="1.0.1">A gate, two gardens, and the rain between:</a><br></blockquote>
<h3>SCENE II. The garden.</h3><p><blockquote><i>Enter VOSS and a NEIGHBOUR</i></blockquote>
<a name="speech1"><b>VOSS</b></a><blockquote><a name="1.2.1">Good evening, then.</a><br></blockquote>
<a name="speech2"><b>NEIGHBOUR</b></a><blockquote><a name="1.2.2">You left the gate unlatched,</a><br>
<a name="1.2.3">And all my geese went visiting your corn.</a><br><p><i>Exit</i></p></blockquote>
<a name="speech3"><b>VOSS</b></a><a name="speech3"><b>WIFE</b></a><blockquote>
<a name="1.2.4">They were good guests.</a></blockquote>
</body></html>"""


def test_a_page_is_its_own_text_without_the_page_around_it(understood):
    (work,), passages, report = understood("lamps.html", PAGE)
    assert (work.title, work.author, work.language) == ("On Lamps", "Ada Keeper", "en")
    assert [each.text for each in passages] == [
        f"{BODY} Every day.",
        MORE,
        "A hedge,\na gate,\na reason to stop and talk about it.",
    ]
    assert [each.section for each in passages] == [(), ("Afterwards",), ("Afterwards",)]
    why = {each.text[:20]: each.why for each in report.left_out}
    assert why["HomeLamps"].startswith("navigation")
    assert why["Read the next page o"].startswith("links")
    assert why["Subscribe to our let"].startswith("navigation")
    assert not [each for each in report.left_out if "never read" in each.text]


def test_a_footnote_stands_beside_the_passage_that_calls_it(understood):
    _, passages, _ = understood("lamps.html", PAGE)
    assert [each.note for each in passages] == ["The keeper's own words.", "", ""]


def test_the_main_part_is_taken_where_a_page_has_one(understood):
    text = f"<html><body><div>About us</div><main><p>{BODY}</p><p>{MORE}</p></main><p>Legal words.</p></body></html>"
    _, passages, report = understood("lamps.html", text)
    assert [each.text for each in passages] == [BODY, MORE]
    assert [each.why for each in report.left_out] == ["the page around its main"]


def test_a_play_is_cited_by_act_scene_and_line_with_its_speaker(understood):
    (work,), passages, report = understood("gate.html", PLAY, author="Hanne Voss")
    assert (work.title, work.scheme) == ("The Gate", "line")
    assert [(each.locator, each.speaker) for each in passages] == [
        ("1.0.1", "CHORUS"),
        ("1.2.1", "VOSS"),
        ("1.2.2", "NEIGHBOUR"),
        ("1.2.4", "VOSS and WIFE"),
    ]
    assert passages[2].text == "You left the gate unlatched,\nAnd all my geese went visiting your corn."
    assert passages[2].section == ("ACT I", "SCENE II. The garden.")
    assert cite(work, passages[2]) == "Hanne Voss, The Gate 1.2.2-3 (NEIGHBOUR)"
    assert [each.text for each in report.left_out] == ["Enter VOSS and a NEIGHBOUR", "Exit"]


def test_a_heading_that_is_only_a_first_line_goes_back_to_its_paragraph(understood):
    sections = "".join(
        f"<h4>{mark}. It was said of the lamp that</h4><p>it burnt. {BODY}</p>" for mark in ("I", "II", "III")
    )
    text = "".join(f"<h2>THE {each} BOOK</h2>{sections}" for each in ("FIRST", "SECOND", "THIRD"))
    (work,), passages, _ = understood("lamps.html", f"<html><title>Lamps</title><body>{text}</body></html>")
    assert work.scheme == "section"
    assert [each.locator for each in passages] == [f"{book}.{part}" for book in (1, 2, 3) for part in (1, 2, 3)]
    assert passages[0].text == f"It was said of the lamp that it burnt. {BODY}"


def test_the_encoding_that_a_page_declares_is_believed(understood):
    text = f'<html><head><meta charset="iso-8859-5"></head><body><p>Лампа горела. {BODY}</p></body></html>'
    _, passages, report = understood("lamps.html", text.encode("iso-8859-5"))
    assert passages[0].text.startswith("Лампа горела.")
    assert ("lamps.html", "read as iso8859-5, kept as UTF-8") in report.remarks


def test_a_gutenberg_page_loses_its_header_and_licence_and_keeps_where_it_is_from(understood):
    text = (
        "<html><body><pre>The Project Gutenberg EBook of Lamps, by Ada Keeper\n\nTitle: Lamps\n\nAuthor: Ada Keeper\n\n"
        "Release Date: May, 2001 [EBook #7]\n\nLanguage: English\n\n"
        f"*** START OF THIS PROJECT GUTENBERG EBOOK LAMPS ***\n\nProduced by A. Volunteer</pre>"
        f"<h1>LAMPS</h1><p>{BODY}</p><p>{LAST}</p>"
        "<pre>End of the Project Gutenberg EBook of Lamps\n\nLong terms.</pre></body></html>"
    )
    path, passages, report = understood("lamps.html", text)
    assert (path[0].title, path[0].author, path[0].source) == ("Lamps", "Ada Keeper", "Project Gutenberg eBook 7")
    assert [each.text for each in passages] == [BODY, LAST]
    assert {each.why for each in report.left_out} == {
        "Project Gutenberg's header: kept as the source",
        "Project Gutenberg's licence",
        "who prepared the file",
        "the title",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<html><body></body></html>", "there is no paragraph in it"),
        ("<html><body>" + "<div>" * 5000 + "deep", "nested more than 256 deep"),
        ("<html><body><nav>Only a way elsewhere</nav></body></html>", "there is no paragraph in it"),
    ],
)
def test_a_page_that_is_no_text_is_told_so(understood, text, told):
    with pytest.raises(Unreadable, match=told):
        understood("a.html", text)
