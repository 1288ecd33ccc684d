"""Faults: what the environment did to us, told in three sentences.

    Exception
    |-- Fault                 disk full, read-only, locked, damaged, too new, wrong password, unreadable file ...
    `-- domain.finding.Refusal    the user's data break a rule

Anything else is a bug: it is logged with its traceback.
"""


class Fault(Exception):
    """The environment failed. ``what`` happened, what is ``safe``, what to ``do``: one calm Vietnamese sentence each.

    ``code`` is permanent and greppable ("disk-full", "folder-read-only", "database-newer", ...).
    """

    def __init__(self, code: str, *, what: str, safe: str, do: str) -> None:
        super().__init__(f"{what} {safe} {do}")
        self.code = code
        self.what = what
        self.safe = safe
        self.do = do
