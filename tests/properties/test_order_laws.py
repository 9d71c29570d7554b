"""What happened at one and the same instant in several logs has no order, and no page may show one.

The same acts, written in another order across the logs (each log keeps its own), all while the clock stands still: brief,
press, figures, record, readers and the bundles' lengths come out the same for every reader.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.desk.conftest import read, received

from wasata.desk.access import Desk, readers
from wasata.desk.brief import brief
from wasata.desk.case import BUREAU, TABLE
from wasata.desk.figure import figures
from wasata.desk.record import record_page
from wasata.desk.report import press_list
from wasata.record.home import Home
from wasata.record.kinds.access import LogGranted, LogRevoked, ReaderAdmitted
from wasata.record.kinds.base import Fact
from wasata.record.kinds.case import CaseOpened, NoteWritten
from wasata.record.kinds.notice import NoticePosted
from wasata.record.kinds.report import ReportLinked
from wasata.record.kinds.truce import TruceBegun, TruceExtended
from wasata.record.stores.memory import MemoryStore

NOON = datetime(2023, 11, 24, 12, tzinfo=UTC)
NAMES: Any = {"ar": "محادثات", "en": "Talks"}
OPENED = CaseOpened(case="doha", names=NAMES, period=NAMES, zone="Asia/Gaza", public_only=True)


def a_report(n: int, count: int) -> tuple[Fact, ...]:
    name, text = f"r-{n:04d}", f"Qatar said talks continue. They freed {count} people."
    told = received(name, text, title=f"Report {n}", published=date(2023, 11, 24))
    statement = ("talks continue", "Qatar", "said", {"actor": "qatar"})
    return told, read(name, text, statements=(statement,), figures=((f"{count} people", count, "released"),))


def grant(log: str) -> LogGranted:
    return LogGranted(reader="lead", log=log, by="lead")


LINK = ReportLinked(report="r-0002", earlier="r-0001", relation="correction")
ACTS: dict[str, list[tuple[Fact, ...]]] = {
    "access": [
        (ReaderAdmitted(reader="lead", role="lead", by="lead"), *map(grant, ("press", "bureau", "ground", "table", "access"))),
        (ReaderAdmitted(reader="sara", role="analyst", by="lead"),),
        (LogRevoked(reader="sara", log="press", by="lead"),),
    ],
    "bureau": [(OPENED,), (NoteWritten(note="n-1", text="Slow.", lang="en", about="state"),)],
    "ground": [
        (TruceBegun(truce="t-1", start=NOON, expiry=NOON + timedelta(days=4), said_by="qatar"),),
        (TruceExtended(truce="t-1", expiry=NOON + timedelta(days=6), said_by="qatar"),),
    ],
    "press": [a_report(1, 12), a_report(2, 13), (LINK,)],
    "table": [(OPENED,), (NoticePosted(notice="t-1", words=NAMES),)],
}  # fmt: skip
ORDER = [log for log, acts in ACTS.items() for _ in acts]


def plain(value: Any) -> Any:
    """A page as plain values; what each room draws by lot (hashes, ids of acts) left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(getattr(value, f.name))
            for f in fields(value)
            if f.name not in ("hash", "prev", "head", "act")
        }
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else value


def pages(home: Home) -> Any:
    desk = Desk.open(home, "doha", "lead", now=lambda: NOON + timedelta(hours=1))
    with desk.hold():
        asked: list[Callable[[], Any]] = [
            *(lambda lang=lang: brief(desk, lang) for lang in ("ar", "en")),
            *(lambda log=log: record_page(desk, "en", log=log, per_page=5) for log in (None, *ACTS)),
            lambda: record_page(desk, "en", page=2, per_page=5),
            lambda: figures(desk, "en"),
            lambda: press_list(desk, "en"),
            lambda: readers(desk),
            lambda: (desk.fold(BUREAU), desk.fold(TABLE)),
        ]
        return [plain(ask()) for ask in asked]


def written(folder: Any, order: Sequence[str], *, folded_as_it_comes: bool = False) -> Any:
    with Home.create(folder, store=MemoryStore(), now=lambda: NOON) as home:
        home.open_case("doha")
        ledger = home.ledger("doha", tuple(ACTS))
        left = {log: iter(acts) for log, acts in ACTS.items()}
        for n, log in enumerate(order):
            facts = next(left[log])
            ledger.append({log: (ledger.head(log).seq, facts)}, author="lead", act=f"a-{n}")
            if folded_as_it_comes and n and ledger.head("access").seq and ledger.head("table").seq:
                pages(home)
        return pages(home)


@pytest.fixture(scope="module")
def as_listed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written(tmp_path_factory.mktemp("listed"), ORDER)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(ORDER), folded_as_it_comes=st.booleans())
def test_equal_instants_across_logs_permuted_change_no_page(
    tmp_path_factory: pytest.TempPathFactory, as_listed: Any, order: list[str], folded_as_it_comes: bool
):
    assert written(tmp_path_factory.mktemp("permuted"), order, folded_as_it_comes=folded_as_it_comes) == as_listed


def test_the_pages_compared_show_what_was_written(as_listed: Any):
    """The law above would hold of empty pages too."""
    told = repr(as_listed)
    for words in ("talks continue", "Slow.", "13", "t-1", "sara", "access.log_revoked", "report.linked"):
        assert words in told, words
