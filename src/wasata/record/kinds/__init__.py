"""The kinds of facts, one module per noun, each exporting its union. `KINDS` finds a kind by public name and version."""

from typing import get_args

from wasata.record.kinds.acceptance import AcceptanceFact
from wasata.record.kinds.access import AccessFact
from wasata.record.kinds.archive import ArchiveFact
from wasata.record.kinds.assessment import AssessmentFact
from wasata.record.kinds.audit import AuditFact
from wasata.record.kinds.base import Fact
from wasata.record.kinds.case import CaseFact
from wasata.record.kinds.closing import ClosingFact
from wasata.record.kinds.contact import ContactFact
from wasata.record.kinds.contradiction import ContradictionFact
from wasata.record.kinds.definition import DefinitionFact
from wasata.record.kinds.draft import DraftFact
from wasata.record.kinds.feed import FeedFact
from wasata.record.kinds.hand import HandFact
from wasata.record.kinds.line import LineFact
from wasata.record.kinds.message import MessageFact
from wasata.record.kinds.notice import NoticePosted
from wasata.record.kinds.package import PackageFact
from wasata.record.kinds.position import PositionFact
from wasata.record.kinds.precedent import PrecedentFact
from wasata.record.kinds.reading import ReadingFact
from wasata.record.kinds.redaction import RedactionFact
from wasata.record.kinds.relay import RelayFact
from wasata.record.kinds.report import ReportFact
from wasata.record.kinds.shift import ShiftFact
from wasata.record.kinds.table import TableFact
from wasata.record.kinds.thread import ThreadFact
from wasata.record.kinds.travel import TravelFact
from wasata.record.kinds.truce import TruceFact

AnyFact = (
    CaseFact | AccessFact | ClosingFact | ArchiveFact | ReportFact | FeedFact | HandFact | TruceFact | NoticePosted
    | ThreadFact | ContradictionFact | AuditFact | ReadingFact | PrecedentFact | RedactionFact | TravelFact
    | LineFact | ContactFact | MessageFact | RelayFact | ShiftFact | DefinitionFact | PositionFact | AssessmentFact | TableFact
    | PackageFact | DraftFact | AcceptanceFact
)  # fmt: skip

KINDS: dict[tuple[str, int], type[Fact]] = {(k.kind, k.version): k for k in get_args(AnyFact)}
