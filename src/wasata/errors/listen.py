"""A report cannot be taken in or read: files, forms, archives, days typed.

Danger: a file left out and nobody told which.
"""

from wasata.errors.family import ListenError


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


class FeedUnread(ListenError):
    """What came from a feed's address is no feed. Values: why."""

    code = "feed.unread"


class FeedTooLarge(ListenError):
    """A feed is larger than any that is taken apart. Values: limit (megabytes)."""

    code = "feed.over_limit"


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


class ReaderFailed(ListenError):
    """The reader itself broke on a report: our fault, not the report's. Values: path, why."""

    code = "listen.reader_failed"


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


class BacklogStands(ListenError):
    """There is a file where the output should go. Values: path."""

    code = "backlog.stands"


class BacklogChanged(ListenError):
    """What was broken off read other files, or otherwise than is asked now. Values: path, what."""

    code = "backlog.changed"


class BacklogUnwritable(ListenError):
    """The output of an archive cannot be written where it should go. Values: path, why."""

    code = "backlog.unwritable"


class ClusterGone(ListenError):
    """The workers that read an archive, or who deals shards out to them, are not there. Values: address, why."""

    code = "backlog.cluster"


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
