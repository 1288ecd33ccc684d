"""``cchc-desktop demo`` as a user runs it, with pictures of the screens."""

import json
import sys
from pathlib import Path

import pytest
from end_to_end import apart
from PySide6.QtGui import QImage

from cchc_desktop.packages.reader import verify
from cchc_desktop.packages.verification import Verdict

SCREENS = (
    *("overview", "tasks", "plan", "registers", "reports", "assessment", "submissions", "settings"),
    *("receiving", "appraisal"),
)
FEWEST_COLOURS = 40


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one demonstration, with its answer beside it."""
    place = tmp_path_factory.mktemp("trinh-dien")
    line = [sys.executable, "-m", "cchc_desktop", "demo", "--out", str(place / "ra"), "--screens", "--json"]
    ended = apart.run(line, place, PYTHONWARNINGS="")
    (place / "tra-loi.json").write_text(ended.stdout, encoding="utf-8")
    (place / "da-noi.txt").write_text(ended.stderr, encoding="utf-8")
    return place


def test_the_demonstration_writes_four_packages_that_are_valid_in_every_byte(made: Path) -> None:
    packages = sorted((made / "ra" / "goi-nop").rglob("*.zip"))
    assert [verify(package).verdict for package in packages] == [Verdict.VALID] * 4
    told = json.loads((made / "tra-loi.json").read_text(encoding="utf-8"))
    assert sorted(item["package"] for item in told["packages"]) == [str(package) for package in packages]


def test_each_screen_of_the_demonstration_is_a_picture_with_something_on_it(made: Path) -> None:
    pictures = sorted((made / "ra").rglob("*.png"))
    for name in SCREENS:
        assert any(name in picture.name for picture in pictures), name
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 728), picture.name
        assert colours(image) > FEWEST_COLOURS, picture.name


def test_the_demonstration_says_only_vietnamese_sentences_about_what_it_does(made: Path) -> None:
    said = (made / "da-noi.txt").read_text(encoding="utf-8").splitlines()
    assert said
    assert [line for line in said if line.isascii()] == []


def colours(image: QImage) -> int:
    """How many colours a grid of points over the picture shows."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})
