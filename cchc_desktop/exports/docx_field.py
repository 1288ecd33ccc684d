"""Two things of Word that python-docx has no words for: fields, and page numbers that start anew."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """Append a field such as PAGE, which Word and LibreOffice compute."""
    for kind in ("begin", "instruction", "separate", "text", "end"):
        run = paragraph.add_run().element
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run.append(code)
        elif kind == "text":
            shown = OxmlElement("w:t")
            shown.text = "2"
            run.append(shown)
        else:
            character = OxmlElement("w:fldChar")
            character.set(qn("w:fldCharType"), kind)
            run.append(character)


def restart_page_numbers(section: Section) -> None:
    """Let the pages of a section count from 1 (Decree 30/2020, Appendix I, III.1: each annex by itself)."""
    properties = section._sectPr  # noqa: SLF001 - the only way to the element
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    properties.insert_element_before(
        numbers,
        "w:cols",
        "w:formProt",
        "w:vAlign",
        "w:noEndnote",
        "w:titlePg",
        "w:textDirection",
        "w:bidi",
        "w:docGrid",
    )
