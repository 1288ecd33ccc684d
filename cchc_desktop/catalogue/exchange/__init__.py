"""Packs in an Excel workbook and back: one sheet for each list, so that the province's officers edit what they know."""
