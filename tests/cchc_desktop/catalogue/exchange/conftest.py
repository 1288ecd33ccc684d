import io

import pytest
from openpyxl import load_workbook

from cchc_desktop.catalogue.exchange.pack_files import workbook_of
from cchc_desktop.catalogue.library import bundled

LIBRARY = bundled()


class Edited:
    """A workbook of bundled packs under the hands of an officer."""

    def __init__(self, *codes):
        self.originals = [LIBRARY.pack(code) for code in codes]
        self.workbook = load_workbook(io.BytesIO(workbook_of(self.originals)))

    def __getitem__(self, title):
        return self.workbook[title]

    def cell(self, title, row, column):
        """The cell in the column with this title."""
        sheet = self.workbook[title]
        titles = [str(cell.value).removesuffix(" *") for cell in sheet[1]]
        return sheet.cell(row, titles.index(column) + 1)

    def data(self):
        buffer = io.BytesIO()
        self.workbook.save(buffer)
        return buffer.getvalue()


@pytest.fixture
def edit():
    return Edited
