"""Cases: opening one, its name and parties, the list of those a reader may enter, the team's notes.

Danger: a case opened with signs that speak for a side; a public case that takes a channel.
Duty: `open_case`, `write_note`, `cases`, `case_head`.
"""

from dataclasses import dataclass
from datetime import datetime

from wasata.values import Lang


@dataclass(frozen=True, slots=True)
class CaseCard:
    """One case in the list of those the reader may enter."""

    case: str
    name: str
    period: str
    role: str
    logs: tuple[str, ...]
    reports: int
    sample: bool


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What stands at the head of every page: the case, its clock's zone, the parties' signs, whose page it is."""

    case: str
    name: str
    period: str
    lang: Lang
    zone: str
    sample: bool
    public_only: bool
    signs: tuple[tuple[str, str], ...]
    role: str | None
    logs: tuple[str, ...]
    as_of: datetime
