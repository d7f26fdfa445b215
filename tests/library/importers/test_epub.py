"""EPUB: chapters in their order, notes beside the passages, no front and back matter."""

import pytest

from bot.library.citation import cite
from bot.library.importers.document import Unreadable
from tests.library.importers.files import BODY, LAST, MORE, epub, zipped

ABOUT = (
    '<dc:title>The Lamp Book</dc:title><dc:creator id="a">Ada Keeper</dc:creator>'
    '<meta refines="#a" property="role">aut</meta><dc:contributor id="t">Otto Voss</dc:contributor>'
    '<meta refines="#t" property="role">trl</meta><dc:language>en-GB</dc:language>'
    "<dc:rights>This book is in the public domain.</dc:rights>"
    "<dc:identifier>https://books.example/lamp</dc:identifier>"
)
CHAPTERS = {
    "title.xhtml": '<section epub:type="titlepage"><p>The Lamp Book</p></section>',
    "preface.xhtml": f"<h2>Preface</h2><p>{LAST}</p>",
    **{
        f"{at}.xhtml": f'<section epub:type="chapter"><header><h2>{mark}</h2><p epub:type="title">On {name}</p>'
        f'<p epub:type="se:bridgehead">Told in {1900 + at}.</p></header>'
        f'<p>{BODY}<a epub:type="noteref" href="notes.xhtml#n{at}">{at}</a></p><p>{MORE}</p></section>'
        for at, (mark, name) in enumerate((("I", "Wicks"), ("II", "Oil"), ("III", "Glass")), 1)
    },
    "notes.xhtml": '<section epub:type="endnotes"><h2>Endnotes</h2><ol>'
    + "".join(
        f'<li id="n{at}"><p>Note {at} of the keeper.</p><p><a href="{at}.xhtml">See there.</a></p></li>'
        for at in (1, 2, 3)
    )
    + "</ol></section>",
    "end.xhtml": '<section epub:type="colophon"><p>Set in types.</p></section>',
}


def test_a_book_is_its_chapters_cited_by_their_numbers(understood):
    (work,), passages, report = understood("lamp.epub", epub(CHAPTERS, about=ABOUT))
    assert (work.title, work.author, work.translator) == ("The Lamp Book", "Ada Keeper", "Otto Voss")
    assert (work.language, work.source) == ("en-GB", "https://books.example/lamp")
    assert [each.locator for each in passages] == ["preface.1", "1.1", "1.2", "2.1", "2.2", "3.1", "3.2"]
    assert passages[3].section == ("II: On Oil",)
    assert cite(work, passages[3]) == "Ada Keeper, The Lamp Book 2.1, tr. Otto Voss"
    assert [each.why.partition(":")[0] for each in report.left_out] == [
        "titlepage",
        "colophon",
        "the heading of the notes",
    ]


def test_notes_and_the_words_at_a_chapters_head_stand_beside_its_passages(understood):
    _, passages, _ = understood("lamp.epub", epub(CHAPTERS, about=ABOUT))
    assert passages[1].note == "Told in 1901.\nNote 1 of the keeper. See there."
    assert passages[1].text == BODY


def test_the_licence_that_a_book_states_is_kept(understood):
    (work,), _, _ = understood("lamp.epub", epub(CHAPTERS, about=ABOUT), licence="")
    assert (work.licence, work.may_post) == ("public domain", True)


def test_a_book_of_several_works_becomes_them(understood):
    parts = "".join(f"<h3>{mark}</h3><p>{text}</p>" for mark, text in (("I", BODY), ("II", MORE), ("III", LAST)))
    pages = {"a.xhtml": f"<h2>The Manual</h2><p>{LAST}</p>{parts}", "b.xhtml": f"<h2>Fragments</h2>{parts}"}
    works, passages, report = understood("short.epub", epub(pages, about=ABOUT))
    assert [each.title for each in works] == ["The Manual", "Fragments"]
    assert [each.locator for each in passages if each.work == "fragments"] == ["1.1", "2.1", "3.1"]
    assert ("short.epub", "a book of 2 works: The Manual, Fragments") in report.remarks


def test_parts_below_a_heading_without_a_number_keep_their_plain_numbers(understood):
    first, second = (
        "".join(f"<h3>{mark}</h3><p>{BODY}</p>" for mark in marks) for marks in (("I", "II", "III"), ("IV", "V"))
    )
    text = f"<h2>Letters</h2>{first}<h3>Letters of doubtful hand</h3>{second.replace('h3>', 'h4>')}"
    _, passages, _ = understood("a.epub", epub({"a.xhtml": text}, about=ABOUT))
    assert [each.locator for each in passages] == ["1.1", "2.1", "3.1", "4.1", "5.1"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (zipped({"META-INF/container.xml": "<container/>"}), "does not say where its text is"),
        (zipped({"META-INF/container.xml": "<container"}), "not well-formed XML"),
        (epub({}), "there is no text in it"),
        (epub({"a.xhtml": f"<p>{BODY}</p>"})[:-40], "damaged"),
        (zipped({"a.txt": "x"}), "it holds a ZIP of other files"),
        (
            epub(CHAPTERS, **{"META-INF__encryption_xml": '<e><EncryptionMethod Algorithm="aes256-cbc"/></e>'}),
            r"locked by its seller \(DRM\)",
        ),
    ],
)
def test_a_book_that_cannot_be_read_is_told_why(understood, content, told):
    with pytest.raises(Unreadable, match=told):
        understood("a.epub", content)
