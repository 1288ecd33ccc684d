import sys
from importlib.resources import files

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from ui.widgets import icons, theme
from ui.widgets.looks import FINDING_LOOKS, MARK_LOOKS, NOTICE_LOOKS, SUBMISSION_LOOKS, TASK_LOOKS, Look

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"
)
ALL_LOOKS = {
    f"{group}-{state}": look
    for group, looks in {
        "task": TASK_LOOKS,
        "submission": SUBMISSION_LOOKS,
        "finding": FINDING_LOOKS,
        "mark": MARK_LOOKS,
        "notice": NOTICE_LOOKS,
    }.items()
    for state, look in looks.items()
}


def luminance(color: str) -> float:
    shares = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(color).getRgbF()[:3]
    ]
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["BeVietnamPro-Regular.ttf", "BeVietnamPro-SemiBold.ttf"])
def test_the_interface_font_has_every_vietnamese_letter(name: str, qapp: QApplication) -> None:
    font = QRawFont()
    font.loadFromData(
        files("resources").joinpath("fonts_ui", name).read_bytes(), 14, font.hintingPreference().PreferFullHinting
    )
    assert [letter for letter in VIETNAMESE + "–…•≥≤·“”" if not font.supportsCharacter(ord(letter))] == []


def test_the_interface_font_is_the_one_that_is_used(qapp: QApplication) -> None:
    assert theme.FAMILY in QFontDatabase.families()
    assert QLabel("Cải cách hành chính").fontInfo().family() == theme.FAMILY


@pytest.mark.parametrize("look", ALL_LOOKS.values(), ids=ALL_LOOKS.keys())
def test_every_state_is_readable_on_its_background_and_on_white(look: Look) -> None:
    assert contrast(look.ink, look.soft) >= 4.5
    assert contrast(look.ink, theme.SURFACE) >= 4.5
    assert not icons.icon(look.icon, look.ink).isNull()


@pytest.mark.parametrize("looks", [TASK_LOOKS, SUBMISSION_LOOKS, FINDING_LOOKS, MARK_LOOKS, NOTICE_LOOKS])
def test_states_of_one_kind_differ_by_icon(looks: dict[str, Look]) -> None:
    assert len({look.icon for look in looks.values()}) == len(looks)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (theme.INK, theme.PAGE),
        (theme.INK_SOFT, theme.PAGE),
        (theme.INK_SOFT, theme.SUNKEN),
        (theme.SURFACE, theme.ACCENT),
        (theme.ACCENT, theme.ACCENT_SOFT),
        (theme.NAVIGATION_TEXT, theme.NAVIGATION),
        (theme.SURFACE, theme.ACCENT_BRIGHT),
        ("#66717F", theme.SURFACE),
        ("#9DB6D0", theme.NAVIGATION),
    ],
)
def test_every_text_of_the_theme_is_readable(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_every_drawing_renders_something_in_the_colour_asked_for(qapp: QApplication) -> None:
    blank = [
        file.name
        for file in files("resources").joinpath("icons").iterdir()
        if file.name.endswith(".svg") and icons.pixmap(file.name[:-4], "#14508C").toImage().allGray()
        if file.name != "tick-white.svg"
    ]
    assert blank == []


def test_an_unknown_drawing_is_an_error() -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-drawing")


def test_a_checked_box_is_painted_in_the_accent(qtbot) -> None:
    box = QCheckBox("Không phát sinh")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.resize(box.sizeHint())
    picture = box.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(20) for y in range(picture.height())}
    assert theme.ACCENT.lower() in colours


def test_two_thousand_calls_lose_no_reference_to_none(qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(2_000):
        label.setText(str(number))
    # From Python 3.12 None is immortal and its count a constant; before that, a loss would be 2,000 (PySide6 6.12.0).
    assert sys.getrefcount(None) > before - 200
