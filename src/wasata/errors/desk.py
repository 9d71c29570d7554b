"""An act is refused: not allowed, not possible, or not asked rightly.

Danger: a refusal that tells whether something exists.
"""

from wasata.errors.family import DeskError


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


class NoSuchAct(NotAllowed):
    """An act of the team asked for by a delegate: told as what was never there. Values: none."""

    code = "access.no_such_act"


class SignInWrong(DeskError):
    """A sign-in cannot be given or taken as asked. Values: why (a key under `readers.why`), value."""

    code = "readers.wrong"


class LostFactorWrong(DeskError):
    """What was said of a lost second factor cannot stand. Values: why (a key under `lostfactor.why`), value."""

    code = "lostfactor.wrong"


class LogNotYours(DeskError):
    """A page or act needs a log the reader does not hold. Values: log."""

    code = "access.log_not_yours"


class CaseIsClosed(DeskError):
    """The case was closed: nothing is written in it any more. Values: at."""

    code = "closing.closed"


class LogGone(DeskError):
    """A log that this reader held, and nobody reads any more. Values: log, how (sealed or destroyed, in words)."""

    code = "closing.gone"


class ClosingWrong(DeskError):
    """A case cannot be closed, held or opened again as asked. Values: why (a key under `closing.why`), value."""

    code = "closing.wrong"


class PrecedentWrong(DeskError):
    """A card cannot be written, sent back or let go so. Values: why (a key under `precedent.why`), value."""

    code = "precedent.wrong"


class AuditWrong(DeskError):
    """A key cannot be lent to an auditor as asked. Values: why (a key under `audit.why`), value."""

    code = "audit.wrong"


class TooBusy(DeskError):
    """Others wrote so fast that the act could not be decided on a standing state. Values: act, tries."""

    code = "access.too_busy"


class PublicOnly(DeskError):
    """The case holds press and public facts for ever. Values: log."""

    code = "access.public_only"


class KeyNeeded(DeskError):
    """Persons keep this case, and the key of whoever acts is not at hand or was not compared with anybody. Values: reader."""

    code = "keeping.key_needed"


class NumberWrong(DeskError):
    """The thirty digits that were typed are not those of the key in the table. Values: reader, typed."""

    code = "keeping.number_wrong"


class KeepingWrong(DeskError):
    """Persons cannot keep the case as asked. Values: why (a key under `keeping.why`), value."""

    code = "keeping.wrong"


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


class ReasonTooLong(DeskError):
    """A reason typed beside an act is longer than the record takes. Values: n, limit, typed."""

    code = "desk.reason_long"


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


class LineWrong(DeskError):
    """A line cannot be opened or noted as asked. Values: why (a key under `line.why`), value."""

    code = "line.wrong"


class LineUnknown(DeskError):
    """This reader holds no line of that name: the same words whether there is one or not. Values: line."""

    code = "line.unknown"


class LineNone(LineUnknown):
    """This reader holds no line at all."""

    code = "line.none_held"


class MessageWrong(DeskError):
    """A message cannot be written, cleared, sent or taken back as asked. Values: why (a key under `message.why`), value."""

    code = "message.wrong"


class FormOfAnotherChannel(DeskError):
    """A form reached a channel it was not drawn for, or a reader it was not drawn for. Nothing is named."""

    code = "message.other_channel"


class FormCrossed(DeskError):
    """A form reached a channel it was not drawn for; its sender holds both. Values: drawn, here (lines)."""

    code = "message.crossed"


class RelayWrong(DeskError):
    """A relay cannot be drafted, lent, approved, taken back or countersigned so. Values: why (under `relay.why`), value."""

    code = "relay.wrong"


class RelayRefused(DeskError):
    """A sentence of a relay does not keep to the clearance. Values: why (under `relay.why`), sentence (its number), words."""

    code = "relay.refused"


class FileRefused(RelayRefused):
    """A file does not go with a letter: the passage it rests on may not be said as theirs. Values: name."""

    code = "relay.file_refused"


class ContactWrong(DeskError):
    """A contact cannot be recorded as asked. Values: why (a key under `contact.why`), value."""

    code = "contact.wrong"


class ContactUnknown(ContactWrong):
    """This line has no such contact, or the contact no such file. Values: why (a key under `contact.why`), value."""

    code = "contact.unknown"


class BareRefused(DeskError):
    """No bare copy of a file can be made. Values: why (a key under `contact.bare.why`), value."""

    code = "contact.bare_refused"


class PositionWrong(DeskError):
    """A matter or a position cannot be noted as asked. Values: why (a key under `position.why`), value."""

    code = "position.wrong"


class EvidenceWrong(DeskError):
    """What something is said to rest on is not there. Values: why (a key under `position.why`), value."""

    code = "position.evidence_wrong"


class AssessmentWrong(DeskError):
    """An assessment cannot be made, revised or closed as asked. Values: why (a key under `assessment.why`), value."""

    code = "assessment.wrong"


class WeighingWrong(DeskError):
    """What is on the table, or known of a side, cannot be noted so. Values: why (a key under `package.why`), value."""

    code = "package.wrong"


class OfferWrong(DeskError):
    """A version cannot be written, or an offer asked for, approved, put, answered or closed so. Values: why (a key under
    `offer.why`), value."""

    code = "offer.wrong"


class ShiftWrong(DeskError):
    """The watch cannot be taken, noted, handed over or ended so. Values: why (a key under `shift.why`), value."""

    code = "shift.wrong"


class DefinitionWrong(DeskError):
    """A definition cannot be written, put, answered or agreed so. Values: why (a key under `definition.why`), value."""

    code = "definition.wrong"


class TableWrong(DeskError):
    """A name or a day cannot be put on the table so. Values: why (a key under `table.why`), value."""

    code = "table.wrong"


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


class ExportWrong(DeskError):
    """Nothing leaves as asked, or nothing that left is so marked. Values: why (a key under `export.why`), value."""

    code = "export.wrong"


class RedactionWrong(DeskError):
    """Words cannot be blacked out as asked. Values: why (a key under `redaction.why`), value."""

    code = "redaction.wrong"


class LeakWrong(DeskError):
    """The leak desk cannot answer as asked. Values: why (a key under `leak.why`), value."""

    code = "leak.wrong"


class TravelWrong(DeskError):
    """A line cannot be carried, reported or taken in so. Values: why (a key under `travel.why`), value."""

    code = "travel.wrong"
