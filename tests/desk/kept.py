"""A case that persons keep: a lead, two officers who hold parts with him, a third officer, a delegate; each with a key."""

from dataclasses import dataclass, field
from typing import Any

from tests.desk.conftest import Clock

from wasata.desk.access import Desk, admit_reader
from wasata.desk.case import open_case
from wasata.desk.line import open_line
from wasata.desk.person_key import keep_case, my_key
from wasata.record.home import Home
from wasata.record.person_key import Cost, Pair
from wasata.record.persons import Persons

KEPT = "kept"
PASSWORD = "a long enough password 7"
COAST = {"ar": "مجلس الساحل", "en": "Coast Council"}


@dataclass
class Kept:
    """The case and the pairs of those who are signed in."""

    home: Home
    now: Clock
    pairs: dict[str, Pair] = field(default_factory=dict)

    def makes_key(self, reader: str) -> Pair:
        """He signs in with a password of his own for the first time."""
        self.pairs[reader] = self.home.persons.make(reader, PASSWORD, at=self.now())
        return self.pairs[reader]

    def desk(self, reader: str, **more: Any) -> Desk:
        return Desk.open(self.home, KEPT, reader, now=self.now, by=self.pairs.get(reader), **more)

    def asleep(self, reader: str) -> Desk:
        """His desk as the server has it with nobody signed in."""
        return Desk.open(self.home, KEPT, reader, now=self.now)

    @property
    def lead(self) -> Desk:
        return self.desk("lead")

    def number(self, reader: str) -> str:
        """What he reads from his own page."""
        number = my_key(self.asleep(reader)).number
        assert number is not None
        return number


def kept_case(home: Home, now: Clock, *, keep: bool = True) -> Kept:
    home.persons = Persons(home.persons.folder, cost=Cost(1, 64, 1))
    made = Kept(home, now)
    open_case(
        home, KEPT, names={"ar": "محادثات محفوظة", "en": "Kept talks"}, period={"ar": "شتاء", "en": "Winter"}, lead="lead",
        parties=("israel", "hamas"), zone="UTC",
        readers=[("sara", "officer"), ("omar", "officer"), ("nour", "officer"), ("envoy", "delegate"), ("auditor", "auditor")],
        lot=lambda _: None, now=now,
    )  # fmt: skip
    for reader in ("lead", "sara", "omar", "nour", "envoy"):
        made.makes_key(reader)
    if keep:
        keep_case(made.lead, {other: made.number(other) for other in ("sara", "omar")})
    return made


def coast(kept: Kept, *officers: str) -> None:
    """A line that these officers keep beside the lead."""
    open_line(
        kept.lead, "coast", party="hamas", of="party", names=COAST, langs=("ar", "en"), media=("call",), officers=officers,
        lot=lambda free: free[0],
    )  # fmt: skip


def second_lead(kept: Kept) -> None:
    admit_reader(kept.lead, "rana", "lead")
    kept.makes_key("rana")
