"""The common table: what all parties see.

Danger: a notice is seen by all sides at once and cannot be taken back.
Duty: post a notice in both languages; list what stands on the table.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice on the table, in the page's language."""

    notice: str
    words: str
    author: str
    posted_at: datetime
