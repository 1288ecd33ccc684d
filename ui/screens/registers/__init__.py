"""Registers (sổ theo dõi): list, table, quick entry, slips in series, pasting, printing."""
