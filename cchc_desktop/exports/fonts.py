"""The two font families a document may be set in: the bundled Liberation Serif and the system's Times New Roman.

The bundled family is the default, because the layout and the bytes of a document must not differ between machines.
"""

import os
import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

FamilyName = Literal["bundled", "system"]

# A reportlab font serves one document at a time.
RENDERING = threading.Lock()

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_BUNDLED = tuple(f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic"))
_SYSTEM = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")


@dataclass(frozen=True, slots=True)
class Family:
    """Four styles as registered with reportlab."""

    regular: str
    bold: str
    italic: str
    bold_italic: str

    def style(self, *, bold: bool = False, italic: bool = False) -> str:
        """The font name of a style."""
        if bold:
            return self.bold_italic if italic else self.bold
        return self.italic if italic else self.regular


def family(name: FamilyName = "bundled") -> Family:
    """The family to set a document in; "system" falls back to the bundled one where Times New Roman is not complete."""
    if name == "system":
        return system_family(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts") or bundled_family()
    return bundled_family()


@cache
def bundled_family() -> Family:
    """Liberation Serif 2.1.5 from the program's own files."""
    folder = files("resources") / "fonts"
    return _registered("Bundled", tuple((folder / name).read_bytes() for name in _BUNDLED))


@cache
def system_family(folder: Path) -> Family | None:
    """Times New Roman from this folder, or None unless all four files hold every Vietnamese letter."""
    try:
        contents = tuple((folder / name).read_bytes() for name in _SYSTEM)
        fonts = [TTFont("Probe", BytesIO(content)) for content in contents]
    except (OSError, TTFError):
        return None
    if any(missing_characters(vietnamese_letters(), font) for font in fonts):
        return None
    return _registered("System", contents)


@cache
def bundled_font(style: str) -> TTFont:
    """A bundled font by the end of its file name ("Regular", "Bold"), to measure text with."""
    content = (files("resources") / "fonts" / f"LiberationSerif-{style}.ttf").read_bytes()
    return TTFont(f"Measure-{style}", BytesIO(content))


def missing_characters(text: str, font: TTFont) -> str:
    """The characters of the text that the font cannot print, each once, in order."""
    return "".join(dict.fromkeys(char for char in text if ord(char) not in font.face.charToGlyph))


def vietnamese_letters() -> str:
    """The 134 letters beyond ASCII that Vietnamese is written with, in both cases."""
    lower = {normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES} | {"đ"}
    letters = sorted(letter for letter in lower if not letter.isascii())
    return "".join(letters) + "".join(letters).upper()


def _registered(prefix: str, contents: tuple[bytes, ...]) -> Family:
    names = tuple(f"{prefix}-{style}" for style in ("Regular", "Bold", "Italic", "BoldItalic"))
    for name, content in zip(names, contents, strict=True):
        registerFont(TTFont(name, BytesIO(content)))
    return Family(*names)
