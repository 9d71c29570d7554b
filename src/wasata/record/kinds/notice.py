"""A notice on the common table: words that every party may see. Stands in `table`.

Danger: a notice is seen by all sides at once and cannot be taken back.
Duty: the words, in both languages, and who put them.
"""

from wasata.record.kinds.base import Fact, Ident, Name


class NoticePosted(Fact, kind="notice.posted", version=1):
    """A notice to all, in Arabic and English."""

    notice: Ident
    words: Name


NoticeFact = NoticePosted
