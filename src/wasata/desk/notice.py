"""The common table: what all parties see.

Danger: a notice is seen by all sides at once and cannot be taken back.
Duty: a notice in both languages, put by one person where all is public; list what stands on the table.
"""

from dataclasses import dataclass
from datetime import datetime

from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.case import TABLE
from wasata.desk.table import require_public
from wasata.errors import CaseWrong
from wasata.record.kinds.base import Fact
from wasata.record.kinds.notice import NoticePosted
from wasata.record.ledger import Written
from wasata.values import Lang
from wasata.words import Key


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice on the table, in the page's language. `author`: only for the team; all others hear the team speak."""

    notice: str
    words: str
    author: str
    posted_at: datetime


def notice_fact(named: str, ar: str, en: str) -> NoticePosted:
    """A notice as it would stand on the table.

    Raises:
        CaseWrong: it lacks one of its languages.
    """
    missing = next((lang for lang, words in (("ar", ar), ("en", en)) if not words.strip()), None)
    if missing:
        raise CaseWrong(why=Key("case.why.notice"), value=missing)
    return NoticePosted(notice=named, words={"ar": ar, "en": en})


def post_notice(desk: Desk, *, ar: str, en: str, act_id: str | None = None) -> Written:
    """Puts a notice on the table, in both languages: everybody will see it, and it cannot be taken back. In a case that is
    public only one person does it; elsewhere `for_table`.

    Raises:
        CaseWrong: it lacks one of its languages.
        TableWrong: the case is not public only.
    """
    act_id = act_id or new_act_id()
    notice = notice_fact(f"t-{name_by(act_id)}", ar, en)

    def decide() -> dict[str, tuple[Fact, ...]]:
        require_public(desk)
        return {"table": (notice,)}

    return desk.do("post_notice", decide, act_id=act_id)


def table(desk: Desk, lang: Lang) -> tuple[NoticeLine, ...]:
    """What stands on the table, newest first.

    Raises:
        LogNotYours: the reader does not hold `table`.
    """
    with desk.hold():
        inside = desk.holds("bureau")
        return tuple(
            NoticeLine(notice, words[lang], author if inside else "", at)
            for notice, words, author, at in reversed(desk.fold(TABLE).notices)
        )
