"""Access: who was given which log, by whom, until when; who opened and exported what. Stands in `access`.

Danger: a reader nobody remembers admitting.
Duty: sight is the set of logs a reader holds; these facts are that set.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Part
from wasata.record.kinds.message import Pattern, Sign

Role = Literal["lead", "officer", "analyst", "truce_monitor", "aid_monitor", "delegate", "auditor"]


class ReaderAdmitted(Fact, kind="access.reader_admitted", version=1):
    """A person becomes a reader of the case in a role. What he sees is only what is granted to him log by log."""

    reader: Ident
    role: Role
    by: Ident


class LogOpened(Fact, kind="access.log_opened", version=1):
    """A further log was opened in the case: a line, a channel, the cell, the people, what a body is handed."""

    log: str
    by: Ident


class LookDrawn(Fact, kind="access.look_drawn", version=1):
    """A sign and a pattern were drawn by lot for a channel: here, so that no other of the case draws them."""

    log: str
    sign: Sign
    pattern: Pattern
    by: Ident


class LogGranted(Fact, kind="access.log_granted", version=1):
    """A reader holds a log from now on, until `until` if given. `may_write` allows acts that write to it."""

    reader: Ident
    log: str
    may_write: bool = False
    until: Instant | None = None
    by: Ident


class LogRevoked(Fact, kind="access.log_revoked", version=1):
    """A reader holds a log no longer."""

    reader: Ident
    log: str
    by: Ident


MARK = r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}"
Mark = Annotated[str, Field(pattern=rf"^{MARK}$")]
"""What stands on everything that left for one recipient, and on nothing else: a copy found outside names whom it was made for."""


class RecordExported(Fact, kind="access.record_exported", version=2):
    """A log left the room as a sealed bundle: up to which entry, with which head, by whom, for whom, what for; the mark it bears,
    and the day by which it is to be destroyed."""

    log: str
    length: int = Field(ge=0)
    head: str
    by: Ident
    recipient: str | None = None
    purpose: str | None = None
    mark: Mark | None = None
    destroy_by: date | None = None


class CopyHanded(Fact, kind="access.copy_handed", version=1):
    """A copy of a log that can be read left the room: up to which entry, for whom, what for, with which mark on each page, until
    when. `layer`: what was blacked out in it, as that layer stood at this moment; `digest`: SHA-256 of the bytes that left."""

    log: str
    length: int = Field(ge=0)
    head: str
    layer: Ident | None = None
    form: Literal["page", "json"]
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    by: Ident
    recipient: str = Field(min_length=1, max_length=200)
    purpose: str = Field(min_length=1, max_length=500)
    mark: Mark
    destroy_by: date


class ExportEnded(Fact, kind="access.export_ended", version=1):
    """What became of something that had left: destroyed, given back, lost. As somebody told us; nobody can look."""

    mark: Mark
    became: Literal["destroyed", "returned", "lost"]
    note: str | None = Field(default=None, max_length=500)
    by: Ident


class LogSetBack(Part):
    """One log: up to which entry the room had signed it, and where the database that was accepted ends. `noted` is None where
    the signed heads were lost."""

    log: str
    noted: int | None = Field(default=None, ge=0)
    noted_head: str | None = None
    found: int = Field(ge=0)
    found_head: str


class RecordRestored(Fact, kind="access.record_restored", version=2):
    """The owner accepted a database that does not hold what was signed (`heads` kept), or whose signed heads were lost.

    Stands in every case it touches: what came after is given up, a grant or a grant taken back among it. `accepted_by`: who of
    the team accepted it, where persons keep a case; each opened his key for it.
    """

    heads: Literal["kept", "lost"]
    logs: tuple[LogSetBack, ...]
    by: Ident
    accepted_by: tuple[Ident, ...] = ()


class CopiesKeyMade(Fact, kind="access.copies_key_made", version=1):
    """Copies of the home are sealed for this key from now on (`key`: its thirty digits as they are read aloud); it is in three
    parts, of which these three hold one each and two are needed. About the home, and not this case alone."""

    key: str = Field(pattern=r"^[0-9]{5}( [0-9]{5}){5}$")
    parts: tuple[Ident, ...] = Field(min_length=3, max_length=3)
    by: Ident


class CopiesPartWritten(Fact, kind="access.copies_part_written", version=1):
    """A reader has his part of the key of the copies on paper: it stands nowhere else now."""

    key: str = Field(pattern=r"^[0-9]{5}( [0-9]{5}){5}$")
    reader: Ident


class KeyMade(Fact, kind="access.key_made", version=2):
    """A reader made himself a key for a program: it reads these of his logs, writes nothing, and ends at `until`.

    `digest` is the SHA-256 of the secret: whoever reads this fact cannot use the key. `public` is the half for which logs that
    persons keep are wrapped (64 hex letters); None in keys made before.
    """

    key: Ident
    reader: Ident
    name: str = Field(min_length=1, max_length=80)
    logs: tuple[str, ...] = Field(min_length=1)
    until: Instant
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    public: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class KeyRevoked(Fact, kind="access.key_revoked", version=1):
    """A key opens nothing any more: its owner or a lead took it back."""

    key: Ident
    by: Ident


class KeyUsed(Fact, kind="access.key_used", version=1):
    """A key was used: its first use on a day (UTC). Later uses of that day leave no entry."""

    key: Ident
    day: date


KeyName = Annotated[str, Field(pattern=r"^key-[0-9a-f]{32}$")]
"""A person's key by the name it has in a ring: made of its public half."""


class PersonKeyConfirmed(Fact, kind="access.person_key_confirmed", version=1):
    """Somebody compared the number of a reader's key with him: this one is his. What is his may be wrapped for it."""

    reader: Ident
    key: KeyName
    by: Ident


class KeysHanded(Fact, kind="access.keys_handed", version=1):
    """The keys of logs were wrapped for a reader's key, or for a program of his, by somebody who opens them."""

    reader: Ident
    key: KeyName
    logs: tuple[str, ...] = Field(min_length=1)
    by: Ident


class LogKeyTurned(Fact, kind="access.key_turned", version=1):
    """A log has a new data key from now on: somebody who held it `left`, it was `asked` for, the `recovery` key is another, or
    persons keep the case from now on (`kept`)."""

    log: str
    why: Literal["left", "asked", "recovery", "kept"]
    by: Ident


class CaseKept(Fact, kind="access.case_kept", version=1):
    """Persons keep the case: what is confidential opens for them and for this recovery key, of which each of `parts` holds a
    part, two of them together enough."""

    recovery: KeyName
    parts: tuple[Ident, ...] = Field(min_length=3)
    by: Ident


class PartWritten(Fact, kind="access.part_written", version=1):
    """A person has written down his part of the recovery key: it stands nowhere else now."""

    reader: Ident


class Recovered(Fact, kind="access.recovered", version=1):
    """Two parts of the recovery key were put together, and readers were handed by it what opened for nobody who was there."""

    readers: tuple[Ident, ...]
    by: Ident


class SignInGiven(Fact, kind="access.sign_in_given", version=1):
    """A reader was given what opens the door once: a password printed on a lead's page (`page`), or an invitation made at the
    terminal by the machine's keeper (`terminal`). `again`: he had a sign-in before. What it was stands nowhere."""

    reader: Ident
    way: Literal["page", "terminal"]
    again: bool
    by: Ident


class SignInTaken(Fact, kind="access.sign_in_taken", version=1):
    """A reader's sign-in was shut, from a lead's page or at the terminal: he comes through the door of the room no more."""

    reader: Ident
    way: Literal["page", "terminal"]
    by: Ident


class FactorLost(Fact, kind="access.factor_lost", version=1):
    """An officer or lead says of somebody that he has lost his second factor, and how he made sure that it is he who told him so.
    It waits for another of them until `until`. One `request` may be answered in several cases."""

    request: Ident
    reader: Ident
    how: str = Field(min_length=1, max_length=500)
    until: Instant
    by: Ident


class FactorConfirmed(Fact, kind="access.factor_confirmed", version=1):
    """Another officer or lead spoke with him as well, and how he knows that it was he."""

    request: Ident
    reader: Ident
    how: str = Field(min_length=1, max_length=500)
    by: Ident


class FactorStopped(Fact, kind="access.factor_stopped", version=1):
    """It was refused, withdrawn, or denied by the person himself, who need not say why: his second factor stays."""

    request: Ident
    reader: Ident
    reason: str = Field(default="", max_length=500)
    by: Ident


class FactorFell(Fact, kind="access.factor_fell", version=1):
    """Enough had said so: his second factor is worth nothing any more and his sign-ins end. It stands in every case he reads;
    `said`: who said so, in whatever case, in the order in which they did."""

    request: Ident
    reader: Ident
    said: tuple[Ident, ...] = Field(min_length=2)


AccessFact = (
    ReaderAdmitted
    | LogOpened
    | LookDrawn
    | LogGranted
    | LogRevoked
    | RecordExported
    | CopyHanded
    | ExportEnded
    | RecordRestored
    | CopiesKeyMade
    | CopiesPartWritten
    | KeyMade
    | KeyRevoked
    | KeyUsed
    | PersonKeyConfirmed
    | KeysHanded
    | LogKeyTurned
    | CaseKept
    | PartWritten
    | Recovered
    | SignInGiven
    | SignInTaken
    | FactorLost
    | FactorConfirmed
    | FactorStopped
    | FactorFell
)
