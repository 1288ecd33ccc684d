"""The figures of the bundled report's draft sentences: each planted difference is found, nothing else is."""

import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from cchc_desktop.catalogue.library import bundled
from cchc_desktop.domain.field_type import FieldType
from cchc_desktop.domain.form import Form
from cchc_desktop.domain.number import format_decimal, half_up
from cchc_desktop.domain.period import parse
from cchc_desktop.domain.text_checks import Paragraph, TextContext, text_findings
from cchc_desktop.domain.text_figures import TextFigure

WORDS = {
    "ky": "quý I năm 2026",
    "ky_sau": "6 tháng đầu năm 2026",
    "nam": "2026",
    "tu_ngay": "15/12/2025",
    "den_ngay": "14/3/2026",
    "don_vi": "UBND xã Hàm Yên",
    "xa": "xã Hàm Yên",
    "ke_hoach": "Kế hoạch cải cách hành chính năm 2025",
}


def report_form() -> Form:
    pack = bundled().pack("BC-CCHC-XA").pack
    assert isinstance(pack, Form)
    return pack


FORM = report_form()


def figures() -> Iterator[TextFigure]:
    for place, field in enumerate(FORM.fields):
        number = Fraction(1009 + 37 * place)
        if field.spec.type is FieldType.PERCENT:
            number = Fraction(10_000 + 731 * place, 1000)
            yield TextFigure(field.code, field.name, number, (printed(number, 2),), "%")
        elif field.spec.type.is_number:
            yield TextFigure(field.code, field.name, number, (printed(number, 0),), field.spec.unit)


def printed(number: Fraction, places: int) -> str:
    return format_decimal(half_up(number, places), places) + ("%" if places else "")


FIGURES = {figure.code: figure for figure in figures()}
CONTEXT = TextContext(
    parse("2026-Q1"),
    "report:",
    own_names=("Xã Hàm Yên",),
    figures=tuple(FIGURES.values()),
    known_phrases=(WORDS["ke_hoach"],),
    templates=tuple(sentence for section in FORM.sections for sentence in section.draft),
)
PLACED = [
    (sentence.split("||")[0], code)
    for sentence in CONTEXT.templates
    for code in re.findall(r"\{([^{}]*)\}", sentence)
    if code in FIGURES
]


def written(sentence: str, texts: dict[str, str]) -> str:
    return re.sub(r"\{([^{}]*)\}", lambda place: texts.get(place[1], WORDS.get(place[1], "")), sentence)


SHOWN = {code: figure.shown[0] for code, figure in FIGURES.items()}


def test_the_report_has_figures_in_its_sentences() -> None:
    assert len(PLACED) > 50


@pytest.mark.parametrize("sentence", [part for whole in CONTEXT.templates for part in whole.split("||")])
def test_a_sentence_as_the_program_writes_it_is_not_warned_of(sentence: str) -> None:
    assert text_findings([Paragraph("I", written(sentence, SHOWN))], CONTEXT) == ()


@pytest.mark.parametrize(("sentence", "code"), PLACED)
def test_a_figure_changed_in_a_sentence_is_found_and_named(sentence: str, code: str) -> None:
    figure = FIGURES[code]
    planted = printed(figure.number + 5, 2 if figure.is_percent else 0)
    (finding,) = text_findings([Paragraph("I", written(sentence, SHOWN | {code: planted}))], CONTEXT)
    assert finding.code == f"report.text-figure:{code}:{planted.removesuffix('%')}:I"
    assert figure.shown[0] in finding.text
