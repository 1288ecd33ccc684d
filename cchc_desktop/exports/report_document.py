"""The periodic report (Báo cáo công tác CCHC) of a unit and a period, made from its snapshot.

Outline and annexes are those of Công văn 581/BNV-CCHC, as the form of the pack gives them: Phụ lục 01 lists the
documents issued, Phụ lục 02 the figures. A form without an annex of figures has them in its sections.
"""

from collections.abc import Iterator

from cchc_desktop.domain.snapshot import ReportPart, SectionPart, Snapshot
from cchc_desktop.domain.vietnamese import uncapitalised
from cchc_desktop.exports.document import Block, Document, Heading, Paragraph
from cchc_desktop.exports.evidence_list import EVIDENCE_TITLE, evidence_table
from cchc_desktop.exports.official import PERIODIC_REPORT, official_document
from cchc_desktop.exports.report_annexes import field_tables, figure_table, remark_table, section_table, target_table
from cchc_desktop.exports.typed_table import printed_table
from cchc_desktop.exports.wording import day

TARGETS_TITLE = "Kết quả thực hiện các chỉ tiêu"
REMARKS_TITLE = "Giải trình số liệu báo cáo"
NOTHING = "Trong kỳ không có nội dung báo cáo."
UNWRITTEN = "(Chưa soạn nội dung mục này.)"
NO_ROWS = "Trong kỳ không phát sinh nội dung thuộc danh mục này."

_POINT_LEVEL = 4


def report_document(snapshot: Snapshot, *, code: str) -> Document:
    """The report with all its annexes; an empty ``code`` makes a preview."""
    title = report_title(snapshot)
    empty = Paragraph(NOTHING) if code else Paragraph(UNWRITTEN, italic=True)
    blocks = (*_opening(snapshot), *_sections(snapshot["report"], empty), _closing(snapshot, title=title))
    return official_document(
        snapshot, kind=PERIODIC_REPORT, title=title, blocks=blocks, annexes=tuple(_annexes(snapshot)), code=code
    )


def report_title(snapshot: Snapshot) -> str:
    """What the report is about (trích yếu), without the name of the type before it."""
    title = snapshot["report"]["title"].strip()
    bare = title[len("báo cáo ") :] if title.lower().startswith("báo cáo ") else title
    return bare[:1].upper() + bare[1:]


def targets_title(snapshot: Snapshot) -> str:
    """The title of the annex of targets, which says of what report they are."""
    return f"{TARGETS_TITLE} trong báo cáo {uncapitalised(report_title(snapshot))}"


def section_heading(section: SectionPart) -> str:
    """The number and the title as printed: "I. CÔNG TÁC ...", "1.1. Kế hoạch ...", "a) Kết quả ..."."""
    title = section["title"].upper() if section["level"] == 1 else section["title"]
    if not section["number"]:
        return title
    return f"{section['number']}{')' if section['level'] >= _POINT_LEVEL else '.'} {title}"


def _opening(snapshot: Snapshot) -> Iterator[Block]:
    text, period = snapshot["report"]["opening"], snapshot["period"]
    yield from (Paragraph(line.strip()) for line in text.splitlines() if line.strip())
    start, end = day(period["window_from"]), day(period["window_to"])
    if start not in text or end not in text:
        yield Paragraph(f"Số liệu của kỳ báo cáo được tính từ ngày {start} đến ngày {end}.")


def _sections(part: ReportPart, empty: Paragraph) -> Iterator[Block]:
    """The sections; ``empty`` stands in those that have neither text, figures nor sections below them."""
    sections = part["sections"]
    for section, following in zip(sections, [*sections[1:], None], strict=False):
        yield Heading(section_heading(section), section["level"])
        content = [*_paragraphs(section), *_figures(section, part)]
        yield from content
        if not content and (following is None or following["level"] <= section["level"]):
            yield empty


def _paragraphs(section: SectionPart) -> Iterator[Block]:
    for paragraph in section["paragraphs"]:
        yield from (Paragraph(line.strip()) for line in paragraph["text"].splitlines() if line.strip())


def _figures(section: SectionPart, part: ReportPart) -> Iterator[Block]:
    figures = [figure for figure in part["figures"] if figure["section"] == section["code"]]
    if figures and not part["figures_annex"]:
        yield section_table(figures, part)
        yield from field_tables(figures)


def _closing(snapshot: Snapshot, *, title: str) -> Paragraph:
    return Paragraph(
        f"Trên đây là báo cáo {uncapitalised(title)} của {snapshot['unit']['office']}, "
        f"trân trọng gửi {snapshot['document']['addressee']} tổng hợp./."
    )


def _annexes(snapshot: Snapshot) -> Iterator[tuple[str, tuple[Block, ...]]]:
    part = snapshot["report"]
    yield from _listed(part)
    if part["targets"]:
        yield targets_title(snapshot), (target_table(part["targets"]),)
    if part["remarks"]:
        yield REMARKS_TITLE, (remark_table(part["remarks"]),)
    if snapshot["evidence"]:
        yield EVIDENCE_TITLE, (evidence_table(snapshot),)


def _listed(part: ReportPart) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The annexes in the order in which the form lists them."""
    figures = (part["figures_annex"], (figure_table(part), *field_tables(part["figures"])))
    listed: list[tuple[str, tuple[Block, ...]]] = [
        (table["title"], (printed_table(table) if table["rows"] else Paragraph(NO_ROWS),)) for table in part["annexes"]
    ]
    if part["figures_annex"]:
        listed.insert(part.get("figures_place", len(listed)), figures)
    yield from listed
