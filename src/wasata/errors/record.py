"""The record cannot be trusted, opened or written.

Danger: a broken record that reads like a full disk.
"""

from wasata.errors.family import RecordError


class NotCanonical(RecordError):
    """A value or some bytes have no canonical form. `where` is a path of keys, `why` a short reason without the value."""

    code = "record.not_canonical"


class KindUnknown(RecordError):
    """An entry is of a kind or version this program does not know: it may verify it, it may not fold it."""

    code = "record.kind_unknown"


class HeadMoved(RecordError):
    """A log has grown since the act was decided. The desk folds again and decides again."""

    code = "record.head_moved"


class KeyTurned(RecordError):
    """A log has a new data key since the ledger was opened that would write to it. It is opened anew and tried again."""

    code = "record.key_turned"


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


class TwoNeeded(RecordError):
    """Persons keep a case of this home: that it goes back to an older day two of them accept. `accepted`: how many did."""

    code = "record.two_needed"


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


class AuditRefused(RecordError):
    """A file of an auditor's, his key, a letter or a bundle, opens nothing. Values: path, why (a key under `audit.why`)."""

    code = "audit.refused"


class UpgradeFailed(RecordError):
    """A home of an earlier version could not be brought up; it stands as it was. Values: path, step, why."""

    code = "upgrade.failed"


class KeyRefused(RecordError):
    """A key file is missing, damaged or readable by others."""

    code = "record.key_refused"


class BackupRefused(RecordError):
    """A folder of copies cannot be added to or restored from. `path`: which file of it."""

    code = "record.backup_refused"


class BackupCut(BackupRefused):
    """The last copies of a folder are missing, cut or changed; those up to `upto` are whole and can be restored."""

    code = "record.backup_cut"


class CopiesWrong(RecordError):
    """Copies cannot be made or tried as asked. Values: why (a key under `copies.why`), value."""

    code = "copies.wrong"


class HomeStands(RecordError):
    """Something stands where a home was to be made."""

    code = "record.home_stands"


class PersonUnknown(RecordError):
    """A person has no key in this room yet."""

    code = "record.person_unknown"


class PersonKeyStands(RecordError):
    """A person has a key already; another in its place would leave all that was sealed for him closed."""

    code = "record.person_key_stands"


class PersonKeyClosed(RecordError):
    """A person's key does not open with what was given, or it is not his."""

    code = "record.person_key_closed"


class PersonKeyDear(PersonKeyClosed):
    """The file of a person's key asks for more work at each try than any key of ours was sealed at: it was changed, and is not
    tried. Values: person, passes, memory (megabytes), lanes."""

    code = "record.person_key_dear"


class RecoveryRefused(RecordError):
    """The words do not make up the recovery key. `value`: which share, or how many there were; never a word."""

    code = "record.recovery_refused"


class BundleRefused(RecordError):
    """A file is not a bundle or head of ours, or cannot be read."""

    code = "record.bundle_refused"
