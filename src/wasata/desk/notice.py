"""The common table: what all parties see.

Danger: a notice is seen by all sides at once and cannot be taken back.
Duty: post a notice in both languages; list what stands on the table.
"""

from dataclasses import dataclass
from datetime import datetime

from wasata.desk.access import Desk, name_by, new_act_id
from wasata.desk.case import TABLE
from wasata.desk.table import overheard_for_table
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


def post_notice(desk: Desk, *, ar: str, en: str, act_id: str | None = None) -> Written:
    """Puts a notice on the table, in both languages: every party will see it, and it cannot be taken back.

    Raises:
        CaseWrong: it lacks one of its languages, or repeats what was said in confidence on a line its writer holds.
    """
    missing = next((lang for lang, words in (("ar", ar), ("en", en)) if not words.strip()), None)
    if missing:
        raise CaseWrong(why=Key("case.why.notice"), value=missing)
    act_id = act_id or new_act_id()
    notice = NoticePosted(notice=f"t-{name_by(act_id)}", words={"ar": ar, "en": en})

    def decide() -> dict[str, tuple[Fact, ...]]:
        run = overheard_for_table(desk, (ar, en))
        if run is not None:
            raise CaseWrong(why=Key("case.why.overheard"), value=run)
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
