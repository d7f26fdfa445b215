"""DOCX: paragraphs, headings by their style, footnotes, and nothing that was struck out."""

import pytest

from bot.library.importers.document import Unreadable
from tests.library.importers.files import BODY, LAST, MORE, docx, paragraph

NOTE = '<w:footnote w:id="2"><w:p><w:r><w:t>Kept in the society\'s own hand.</w:t></w:r></w:p></w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
STRUCK = "<w:del><w:r><w:delText>and sorry</w:delText></w:r></w:del>"


def test_a_document_is_its_paragraphs_under_its_headings(understood):
    body = (
        paragraph("The Lamp Book", "T")
        + paragraph("Wicks ... 2", "C")
        + paragraph("Wicks", "H1")
        + paragraph(BODY, inside=CALL)
        + paragraph(MORE, inside=STRUCK)
        + paragraph("Oil", "H2")
        + f"<w:tbl><w:tr><w:tc>{paragraph(LAST)}</w:tc></w:tr></w:tbl>"
        + "<w:p><w:r><w:t>A hedge,</w:t><w:br/><w:t>a gate and a reason to stop there.</w:t></w:r></w:p>"
    )
    (work,), passages, _ = understood("book.docx", docx(body, notes=NOTE))
    assert work.title == "The Lamp Book"
    assert [each.text for each in passages] == [BODY, MORE, LAST, "A hedge,\na gate and a reason to stop there."]
    assert [each.section for each in passages] == [("Wicks",), ("Wicks",), ("Wicks", "Oil"), ("Wicks", "Oil")]
    assert passages[0].note == "Kept in the society's own hand."


def test_the_properties_name_title_and_author(understood):
    core = "<dc:title>On Lamps</dc:title><dc:creator>Ada Keeper</dc:creator>"
    (work,), _, _ = understood("book.docx", docx(paragraph(BODY), core=core))
    assert (work.title, work.author) == ("On Lamps", "Ada Keeper")


def test_the_name_of_a_computers_owner_is_no_author(understood):
    (work,), _, _ = understood("book.docx", docx(paragraph(BODY), core="<dc:creator>user17</dc:creator>"))
    assert work.author == ""


def test_an_empty_document_is_told_so(understood):
    with pytest.raises(Unreadable, match="there is no paragraph in it"):
        understood("book.docx", docx(paragraph("")))
