"""The history (lịch sử): who changed what, when, why; two versions side by side; an old value brought back.

``steps`` and ``trail`` read the audit trail as typed values, ``fields``, ``words`` and ``places`` put them into the
words of the screens, ``versions`` joins both, ``bringing_back`` and ``put_back`` write, ``journal`` is the whole trail.
"""

from cchc_desktop.services.history.book import History
from cchc_desktop.services.history.bringing_back import Commands

__all__ = ["Commands", "History"]
