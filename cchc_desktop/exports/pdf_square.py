"""The square code (QR) at the foot of a page, drawn as squares of the page itself: sharp at every size of print."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import black, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

SIDE = 13 * mm
QUIET = 4
"""Modules that stay white around the square (ISO/IEC 18004, 9.1)."""


def draw_square(canvas: Canvas, text: str, *, right: float, bottom: float) -> None:
    """Draw the square of ``text`` with its lower right corner, quiet zone outside, at the given point.

    Medium error correction: 15 % of the square may be lost to dirt or to a stroke of the pen.
    """
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = int(code.getModuleCount())  # type: ignore[no-untyped-call]  # the stubs name no types
    module = SIDE / count
    quiet = QUIET * module
    left = right - SIDE
    canvas.saveState()
    canvas.setFillColor(white)
    canvas.rect(left - quiet, bottom - quiet, SIDE + 2 * quiet, SIDE + 2 * quiet, stroke=0, fill=1)
    canvas.setFillColor(black)
    path = canvas.beginPath()
    for row in range(count):
        dark = [bool(code.isDark(row, column)) for column in range(count)]  # type: ignore[no-untyped-call]  # as above
        for first, length in _runs(dark):
            path.rect(left + first * module, bottom + (count - row - 1) * module, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _runs(dark: list[bool]) -> list[tuple[int, int]]:
    """Where dark modules stand side by side in a row: the first one and how many."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(dark):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
