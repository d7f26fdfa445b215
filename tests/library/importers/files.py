"""Small files of every format, made on the spot."""

import io
import zipfile

BODY = (
    "The lamp was lit at four in the afternoon, and the sea, which had waited all day for something to look at, took "
    "no notice of it whatever."
)
MORE = "Whoever keeps a light keeps it for people whose names nobody will ever tell them, and that is most of the work."
LAST = "In the morning the keeper wrote down the wind, the ships and the weather, and went to bed like everybody else."


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Return an archive of those members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return made.getvalue()


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/content.opf"/></rootfiles></container>'
)


def epub(pages: dict[str, str], *, about: str = "", **members: str) -> bytes:
    """Return a book of those pages, each the inside of a body; `about` is what its package states of it."""
    kind = 'media-type="application/xhtml+xml"'
    items = "".join(f'<item id="i{at}" href="{name}" {kind}/>' for at, name in enumerate(pages))
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(pages)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{about}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    bodies = {f"book/{name}": page(inside) for name, inside in pages.items()}
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "book/content.opf": package}
        | bodies
        | {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in members.items()}
    )


def page(inside: str) -> str:
    """Return a page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Page</title></head><body>{inside}</body></html>'
    )


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = "".join(
    f'<w:style w:styleId="{identity}"><w:name w:val="{name}"/></w:style>'
    for identity, name in (("T", "Title"), ("H1", "heading 1"), ("H2", "heading 2"), ("C", "toc 1"))
)


def docx(body: str, *, notes: str = "", core: str = "") -> bytes:
    """Return a Word document with that body, in its own words; `notes` are its footnotes."""
    members = {
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{STYLES}</w:styles>',
    }
    if notes:
        members["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>'
    if core:
        members["docProps/core.xml"] = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</p>'
    return zipped(members)


def paragraph(text: str, style: str = "", inside: str = "") -> str:
    """Return a paragraph of a Word document."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"


Run = tuple[float, float, float, str]
"""Where a run of text stands on a page: x and y in points, its size, its words."""


def pdf(pages: list[list[Run]], *, streams: list[bytes] | None = None) -> bytes:
    """Return a PDF with those runs on its pages, or with content streams as they are."""
    contents = streams or [_stream(runs) for runs in pages]
    count = len(contents)
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(count))
    font = 3 + 2 * count
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode()]
    for at, content in enumerate(contents):
        resources = f"/Resources<</Font<</F {font} 0 R>>>>/MediaBox[0 0 595 842]"
        objects.append(f"<</Type/Page/Parent 2 0 R{resources}/Contents {4 + 2 * at} 0 R>>".encode())
        filtered = b"/Filter/FlateDecode" if streams else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filtered, content))
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    return _file(objects)


def _stream(runs: list[Run]) -> bytes:
    lines = (f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in runs)
    return "\n".join(lines).encode("cp1252")


def _file(objects: list[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, trailer)
