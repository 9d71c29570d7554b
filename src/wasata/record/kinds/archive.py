"""The archive of a case: reports that came in and were judged not to be about it. Stands in `archive`.

Danger: a report put away unread because a rule did not see what it was about.
Duty: the report as received with the rule it was judged by, so that a person can judge again; and what the case is about.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant
from wasata.values import CameBy, Lang, OutletKind


class ReportKept(Fact, kind="archive.report_kept", version=1):
    """A published text came in and was put away: nothing was read in it. `rule`, `names` (roster ids) and `words` say why it
    was judged not to be about the case; `text` is as received, `digest` its SHA-256 in UTF-8."""

    report: Ident
    text: str = Field(min_length=1)
    lang: Lang
    title: str | None = None
    outlet: str | None = None
    outlet_kind: OutletKind = "unknown"
    url: str | None = None
    published: date | None = None
    published_at: Instant | None = None
    came_by: CameBy
    file_name: str | None = None
    forwarded_from: str | None = None
    edited_at: Instant | None = None
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    rule: Literal["no_party", "one_party", "no_subject", "in_passing"]
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class ScopeSet(Fact, kind="archive.scope_set", version=1):
    """What the case is about, whole: roster ids of parties and mediators, further roster ids, and words that name it. A later
    one replaces it; reports that were filed before stay where they are."""

    parties: tuple[Ident, ...] = ()
    mediators: tuple[Ident, ...] = ()
    names: tuple[Ident, ...] = ()
    words: tuple[str, ...] = ()


ArchiveFact = ReportKept | ScopeSet
