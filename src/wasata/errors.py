"""The whole family of errors, drawn as a tree.

Danger: an error that says what broke but not what to do leaves a person stranded at 4 a.m.; one that quotes
confidential words carries them across a seal.
Duty: every refusal of the house is a class here, with a code. The sentence for the reader, in his language, is the
key `code`; what he can do next is the key `code + ".next"`. Both stand in the catalogue named by the code's first
word (`record.broken` → locale/<lang>/LC_MESSAGES/record.po).
Shape:

    WasataError
    ├── RecordError        the record cannot be trusted, opened or written
    ├── ListenError        a report cannot be taken in or read
    ├── DeskError          an act is refused
    └── RoomError          the room cannot start or serve
"""

from typing import ClassVar


class WasataError(Exception):
    """Anything the house refuses, with the values its sentence needs.

    `values` never holds words that came out of a seal: names of logs, numbers, paths and what the caller typed only.
    """

    code: ClassVar[str] = "case.unexpected"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values: dict[str, object] = values

    def __str__(self) -> str:
        told = ", ".join(f"{k}={v!r}" for k, v in self.values.items())
        return f"{self.code} ({told})" if told else self.code


class RecordError(WasataError):
    """The record cannot be trusted, opened or written."""

    code = "record.refused"


class ListenError(WasataError):
    """A report cannot be taken in or read."""

    code = "listen.refused"


class DeskError(WasataError):
    """An act is refused: not allowed, not possible, or not asked rightly."""

    code = "desk.refused"


class RoomError(WasataError):
    """The room cannot start or serve."""

    code = "room.refused"


# ---- the record ----------------------------------------------------------------------------------------------------


class NotCanonical(RecordError):
    """A value or some bytes have no canonical form. `where` is a path of keys, `why` a short reason without the value."""

    code = "record.not_canonical"


class KindUnknown(RecordError):
    """An entry is of a kind or version this program does not know: it may verify it, it may not fold it."""

    code = "record.kind_unknown"


class HeadMoved(RecordError):
    """A log has grown since the act was decided. The desk folds again and decides again."""

    code = "record.head_moved"


class ActReused(RecordError):
    """An act id came again with other content."""

    code = "record.act_reused"


class NotHeld(RecordError):
    """The reader holds no such log, or there is none: the two are told alike."""

    code = "record.not_held"


class CaseUnknown(RecordError):
    """No case of this name stands in this home."""

    code = "record.case_unknown"


class CaseExists(RecordError):
    """A case of this name stands in this home already."""

    code = "record.case_exists"


class NameRefused(RecordError):
    """A case, log, act or author is named with letters the record does not take."""

    code = "record.name_refused"


class EntryMissing(RecordError):
    """No such entry in this log."""

    code = "record.entry_missing"


class PieceMissing(RecordError):
    """An attachment is not where the fact says."""

    code = "record.piece_missing"


class SealBroken(RecordError):
    """A sealed entry, piece or snapshot does not open: its bytes, its place or the key were changed."""

    code = "record.seal_broken"


class RecordOlder(RecordError):
    """The database lacks entries that the signed heads beside the keys say were there."""

    code = "record.older"


class HeadsBroken(RecordError):
    """The signed heads beside the keys are missing or not ours."""

    code = "record.heads_broken"


class GuardMissing(RecordError):
    """A trigger that keeps entries from being changed does not stand in the database."""

    code = "record.guard_missing"


class StoreFailed(RecordError):
    """The database could not be reached or refused to work."""

    code = "record.store_failed"


class DiskFull(RecordError):
    """No room is left to write; what was recorded before stands."""

    code = "record.disk_full"


class HomeReadOnly(RecordError):
    """The home folder or a file in it may not be written."""

    code = "record.home_read_only"


class HomeMissing(RecordError):
    """No home stands in this folder."""

    code = "record.home_missing"


class HomeInUse(RecordError):
    """Another room is being served from this home."""

    code = "record.home_in_use"


class HomeWrong(RecordError):
    """A file of the home is damaged, or the home belongs to another kind of store."""

    code = "record.home_wrong"


class KeyRefused(RecordError):
    """A key file is missing, damaged or readable by others."""

    code = "record.key_refused"


class BundleRefused(RecordError):
    """A file is not a bundle or head of ours, or cannot be read."""

    code = "record.bundle_refused"


# ---- taking reports in ---------------------------------------------------------------------------------------------


class FileMissing(ListenError):
    """No file or folder stands at this path. Values: path."""

    code = "listen.file_missing"


class FileUnreadable(ListenError):
    """The file is there but may not or cannot be read. Values: path, why (the machine's own short word)."""

    code = "listen.file_unreadable"


class FolderEmpty(ListenError):
    """A folder holds no file of a kind that is read. Values: path, kinds."""

    code = "listen.folder_empty"


class NotText(ListenError):
    """The bytes are no text. Values: path, what (PDF, image, archive, …)."""

    code = "listen.not_text"


class LettersUnknown(ListenError):
    """The bytes may be text, but in no encoding the house knows. Values: path."""

    code = "listen.letters_unknown"


class ReportEmpty(ListenError):
    """There are no words in it. Values: path."""

    code = "listen.report_empty"


class ReportTooLong(ListenError):
    """Too long to be one report. Values: path, size, limit (in the unit of the sentence: characters)."""

    code = "listen.report_too_long"


class FileTooLarge(ListenError):
    """Too large to be opened as one report. Values: path, size, limit (megabytes)."""

    code = "listen.file_too_large"


class NotJson(ListenError):
    """A line or file is not the JSON of the reading contract. Values: path, why."""

    code = "listen.not_json"


class FieldWrong(ListenError):
    """A field of the head cannot be used. Values: path, field, value."""

    code = "listen.field_wrong"


class DayUnclear(ListenError):
    """What was typed for a day is none, or something of it was not understood. Values: value."""

    code = "when.unclear"


class DayTwoWays(ListenError):
    """What was typed can mean two days. Values: value, one, other."""

    code = "when.two_ways"


class DayMismatch(ListenError):
    """The weekday typed is not that of the day typed. Values: value, day, weekday (that day's)."""

    code = "when.mismatch"


class DaysBackwards(ListenError):
    """What was typed ends before it begins. Values: value, first, last."""

    code = "when.backwards"


class DaysSeveral(ListenError):
    """Several days were typed where one is asked for. Values: value, first, last."""

    code = "when.several"


class FeedUnread(ListenError):
    """What came from a feed's address is no feed. Values: why."""

    code = "feed.unread"


class OutgoingError(ListenError):
    """A request of the room to another machine did not go out, or brought nothing. Values: host."""

    code = "outgoing.failed"


class AddressRefused(OutgoingError):
    """An address the room asks nothing of: no web address, one inside this network, with a name and password in it. Values:
    host, why."""

    code = "outgoing.address_refused"


class NoNetwork(OutgoingError):
    """This machine reaches nobody at present: the cable is out, or no name can be looked up."""

    code = "outgoing.no_network"


class HostSilent(OutgoingError):
    """No such name, nobody listens there, or the line broke while the answer came. Values: host, why."""

    code = "outgoing.silent"


class TooSlow(OutgoingError):
    """The answer did not come within its time. Values: host, seconds."""

    code = "outgoing.too_slow"


class AnswerTooLarge(OutgoingError):
    """The answer is larger than any report or feed, as sent or unpacked. Values: host, limit (megabytes)."""

    code = "outgoing.too_large"


class AnswerBroken(OutgoingError):
    """The answer cannot be understood, or broke off before its end. Values: host, why."""

    code = "outgoing.answer_broken"


class AnswerRefused(OutgoingError):
    """The other side answered that it gives nothing. Values: host, status, retry_after (seconds; 0: it did not say)."""

    code = "outgoing.refused"


class RedirectRefused(OutgoingError):
    """The address leads on in a circle, too often, or from a sealed line to an open one. Values: host, why."""

    code = "outgoing.redirect_refused"


class CertificateRefused(OutgoingError):
    """Whoever answers cannot show that he is who the address names. Values: host, why."""

    code = "outgoing.certificate_refused"


class RobotsForbid(OutgoingError):
    """The other side's robots.txt asks programs not to read this address. Values: host."""

    code = "outgoing.robots_forbid"


class AskingStopped(OutgoingError):
    """The request was broken off because nothing is to go out any more."""

    code = "outgoing.broken_off"


class FormBroken(ListenError):
    """A file of a known form is damaged. Values: path, form (PDF, DOCX, …), why (a key under `listen.broken_why`)."""

    code = "listen.form_broken"


class FormLocked(ListenError):
    """A file is encrypted: without its password nobody reads it. Values: path, form."""

    code = "listen.form_locked"


class FormRefused(ListenError):
    """A file is made so that opening it would harm: it unpacks to far more than it is, nests without end, names entities.
    Values: path, form, why (a key under `listen.refused_why`)."""

    code = "listen.form_refused"


class OnlyPictures(ListenError):
    """A document of pictures of pages, without letters. Values: path, pages."""

    code = "listen.only_pictures"


class FormPartMissing(ListenError):
    """A form is read by a part that is not installed. Values: path, form, part, command."""

    code = "listen.part_missing"


class NotPublished(ListenError):
    """A private conversation, which is no published report. Values: path."""

    code = "listen.not_published"


class LeftOut(ListenError):
    """What a file holds beside its reports. Values: path, n, what (a key under `listen.left`)."""

    code = "listen.left_out"


class BacklogStands(ListenError):
    """There is a file where the output should go. Values: path."""

    code = "backlog.stands"


class BacklogChanged(ListenError):
    """What was broken off read other files, or otherwise than is asked now. Values: path, what."""

    code = "backlog.changed"


class BacklogUnwritable(ListenError):
    """The output of an archive cannot be written where it should go. Values: path, why."""

    code = "backlog.unwritable"


class BacklogRunning(ListenError):
    """Somebody is reading into this output. Values: path."""

    code = "backlog.running"


class BacklogMissing(ListenError):
    """There is no such file or folder to read. Values: path."""

    code = "backlog.missing"


class BacklogEmpty(ListenError):
    """Nothing that can be read is in what was given. Values: paths."""

    code = "backlog.empty"


class BacklogPart(ListenError):
    """A part of an archive was set aside: its worker ended under it. Values: path, line, why."""

    code = "backlog.part"


class ReaderFailed(ListenError):
    """The reader itself broke on a report: our fault, not the report's. Values: path, why."""

    code = "listen.reader_failed"


# ---- the command line ----------------------------------------------------------------------------------------------


class CommandError(WasataError):
    """A command could not be understood or started."""

    code = "read.refused"


class NoSuchCommand(CommandError):
    """The first word is no command. Values: value, commands."""

    code = "read.no_such_command"


PART_OF = {
    "django": "room", "granian": "room", "trafilatura": "intake", "feedparser": "intake", "fastwarc": "intake",
    "pypdfium2": "intake", "highspy": "exchange", "ortools": "exchange", "psycopg": "postgres", "distributed": "cluster",
    "pyarrow": "cluster",
}  # fmt: skip
"""Which part of the house (an extra) brings a module that may be missing."""


class PartMissing(CommandError):
    """A command needs a part that is not installed. Values: part, module."""

    code = "read.part_missing"


class AskedWrongly(CommandError):
    """A command was given words it cannot take. Values: why, command."""

    code = "read.asked_wrongly"


# ---- the desk ------------------------------------------------------------------------------------------------------


class ApiKeyWrong(DeskError):
    """A key for a program cannot be made as asked: `why` says what is wrong, `value` what was given."""

    code = "key.wrong"


class ApiKeyUnknown(DeskError):
    """There is no such key, or it is not this reader's to take back: told alike."""

    code = "key.unknown"


class ApiKeyRefused(DeskError):
    """What a program showed at the door opens nothing: no key, an ended one, one taken back: told alike."""

    code = "key.refused"


class NotAdmitted(DeskError):
    """This person is no reader of the case. Values: reader, case."""

    code = "access.not_admitted"


class NotAllowed(DeskError):
    """The reader's role or logs do not allow the act. Values: act (its key), role."""

    code = "access.not_allowed"


class LogNotYours(DeskError):
    """A page or act needs a log the reader does not hold. Values: log."""

    code = "access.log_not_yours"


class TooBusy(DeskError):
    """Others wrote so fast that the act could not be decided on a standing state. Values: act, tries."""

    code = "access.too_busy"


class PublicOnly(DeskError):
    """The case holds press and public facts for ever. Values: log."""

    code = "access.public_only"


class AccessWrong(DeskError):
    """A grant cannot be made as asked. Values: why (a key under `access.why`), value."""

    code = "access.wrong"


class ReportBlank(DeskError):
    """A report without words."""

    code = "report.blank"


class ReportKnown(DeskError):
    """The same text stands in the press already. Values: report, title."""

    code = "report.known"


class ReportUnknown(DeskError):
    """No report of this name. Values: report."""

    code = "report.unknown"


class KeptUnknown(DeskError):
    """The archive has no report of this name. Values: report."""

    code = "archive.unknown"


class ScopeWrong(DeskError):
    """What the case is about cannot be set so. Values: why (a key under `archive.scope_why`), value."""

    code = "archive.scope_wrong"


class MarkUnknown(DeskError):
    """The standing reading of the report has no such mark. Values: report, mark."""

    code = "report.mark_unknown"


class MarkChanged(DeskError):
    """A mark was changed, by somebody or by a new reading, after the page on which it was looked at. Values: report."""

    code = "hand.changed"


class HandWrong(DeskError):
    """A mark cannot be given so by hand. Values: why (a key under `hand.why`)."""

    code = "hand.wrong"


class LinkWrong(DeskError):
    """Two reports cannot stand to each other so. Values: why (a key under `report.link_why`), report, earlier."""

    code = "report.link_wrong"


class PutAwayWrong(DeskError):
    """A report cannot be put away, or called back, so. Values: why (a key under `putaway.why`), report."""

    code = "putaway.wrong"


class ThreadWrong(DeskError):
    """A report cannot be put into or out of a story so, or set beside another. Values: why (a key under `thread.why`), report."""

    code = "thread.wrong"


class ClaimUnknown(DeskError):
    """No claim stands at this place any more. Values: report."""

    code = "contradiction.claim_unknown"


class ThingUnknown(DeskError):
    """No value of this thing has been read. Values: thing."""

    code = "figure.thing_unknown"


class HourWrong(DeskError):
    """A day or hour cannot be understood. Values: value."""

    code = "brief.hour_wrong"


class OutgoingStopped(DeskError):
    """All outgoing requests of this case were stopped by a person."""

    code = "outgoing.stopped"


class IntakeNotOpened(DeskError):
    """The case is older than its intake log, and this reader may not open it."""

    code = "outgoing.not_opened"


class FeedWrong(DeskError):
    """A feed cannot be set up as told. Values: why, value."""

    code = "feed.wrong"


class FeedUnknown(DeskError):
    """No such feed in this case. Values: feed."""

    code = "feed.unknown"


class TruceWrong(DeskError):
    """The hours of a truce do not go together. Values: why (a key under `truce.why`), truce."""

    code = "truce.wrong"


class CaseWrong(DeskError):
    """A case cannot be opened as asked. Values: why (a key under `case.why`), value."""

    code = "case.wrong"


class RosterWrong(DeskError):
    """The roster of a case cannot be changed as asked. Values: why (a key under `roster.why`), value."""

    code = "roster.wrong"


class CaseNone(DeskError):
    """There is no case in this home. Values: home."""

    code = "case.none"


class CaseEmpty(DeskError):
    """A case was never opened: broken off before its first entry, or a restored database goes back before it. Values: case."""

    code = "case.empty"


class CaseWhich(DeskError):
    """The home holds several cases and none was named. Values: cases."""

    code = "case.which"
