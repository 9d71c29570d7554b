"""Every view of the house keeps the law of folding: replay(a+b) = the steps of b from replay(a), snapshot or not.

Views are found, not listed: a new one is under the law from its first day. Facts are drawn at random for the log they stand in.
"""

import hashlib
import importlib
import pkgutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import wasata
from wasata.record.fold import Folds, View
from wasata.record.home import HOUSE, Home
from wasata.record.kinds.acceptance import (
    AgreementReached,
    OfferApproved,
    OfferAsked,
    OfferSentBack,
    OfferTakenBack,
    OpenedAnswer,
)
from wasata.record.kinds.access import (
    CaseKept,
    KeyMade,
    KeyRevoked,
    KeysHanded,
    KeyUsed,
    LogGranted,
    LogKeyTurned,
    LogRevoked,
    LogSetBack,
    PartWritten,
    PersonKeyConfirmed,
    ReaderAdmitted,
    RecordExported,
    RecordRestored,
    Recovered,
    SignInGiven,
    SignInTaken,
)
from wasata.record.kinds.archive import ReportKept, ScopeSet
from wasata.record.kinds.base import Fact
from wasata.record.kinds.case import CaseOpened, HeadsNoted, NoteWritten, PartySign
from wasata.record.kinds.contradiction import ClaimPlace, ContradictionReopened, ContradictionSettled
from wasata.record.kinds.draft import ClausePart, DraftWritten
from wasata.record.kinds.feed import (
    FeedAsked,
    FeedDropped,
    FeedPaused,
    FeedResumed,
    FeedSet,
    FetchAsked,
    ItemSeen,
    OutgoingAllowed,
    OutgoingStopped,
)
from wasata.record.kinds.hand import HandLifted, MarkAdded, MarkConfirmed, MarkCorrected, MarkStruck
from wasata.record.kinds.notice import NoticePosted
from wasata.record.kinds.package import (
    AgainstNoDeal,
    IssuePart,
    IssuesSet,
    KnownWithdrawn,
    OptionPart,
    PackageSuggested,
    QuestionPut,
    SideKnown,
    SideTuned,
)
from wasata.record.kinds.position import Evidence
from wasata.record.kinds.precedent import Card, Point, PrecedentMade
from wasata.record.kinds.reading import Opening, ReadingOpened
from wasata.record.kinds.report import (
    DateMark,
    EventMark,
    FigureMark,
    ReportCalledBack,
    ReportLinked,
    ReportPutAway,
    ReportRead,
    ReportReceived,
    RosterEntry,
    RosterSet,
    StatementMark,
)
from wasata.record.kinds.thread import ThreadJoined, ThreadSplit
from wasata.record.kinds.truce import TruceBegun, TruceEnded, TruceExtended
from wasata.record.ledger import Ledger
from wasata.record.stores.memory import MemoryStore

T0 = datetime(2023, 11, 24, 5, tzinfo=UTC)
TEXT = "قال المتحدث باسم الخارجية إن المحادثات مستمرة وإن 13 شخصا أفرج عنهم يوم الجمعة."
NAMES: Any = {"ar": "محادثات", "en": "Talks"}


def views() -> list[View[Any]]:
    found: dict[str, View[Any]] = {}
    for floor in ("desk", "watch", "carry"):
        package = importlib.import_module(f"wasata.{floor}")
        for module in pkgutil.iter_modules(package.__path__, f"wasata.{floor}."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, View):
                    found[value.name] = value
    return sorted(found.values(), key=lambda v: v.name)


VIEWS = views()
assert wasata.__version__


def span(draw: Any) -> tuple[int, int]:
    start = draw(st.integers(0, len(TEXT) - 2))
    return start, draw(st.integers(start + 1, len(TEXT)))


def press(draw: Any, state: dict[str, Any]) -> Fact:
    """One more fact of `press`: a report first, later also readings, links and strikes of reports that are there."""
    reports: list[str] = state.setdefault("reports", [])
    kinds = ["report", "read", "read", "link", "strike", "hand", "roster", "story", "settle", "away"]
    kind = draw(st.sampled_from(kinds if reports else ["report"]))
    if kind == "report":
        name = f"r-{len(reports)}"
        reports.append(name)
        published = draw(st.none() | st.dates(date(2023, 10, 1), date(2023, 12, 31)))
        return ReportReceived(
            report=name, text=TEXT, lang="ar", came_by="paste", digest=hashlib.sha256(TEXT.encode()).hexdigest(),
            outlet=draw(st.sampled_from([None, "Agency", "Ministry"])), published=published,
            title=draw(st.sampled_from([None, "عنوان"])),
        )  # fmt: skip
    if kind == "roster":
        party = RosterEntry(id="qatar", what="party", names=NAMES, also=tuple(draw(st.sampled_from([(), ("Doha",)]))))
        return RosterSet(entries=draw(st.sampled_from([(), (party,)])))
    report = draw(st.sampled_from(reports))
    if kind == "link":
        relation = draw(st.sampled_from(["correction", "rewrite", "denial", "withdrawal"]))
        return ReportLinked(report=report, earlier=draw(st.sampled_from(reports)), relation=relation)
    if kind == "away":
        return draw(st.sampled_from([ReportPutAway(report=report, reason="no"), ReportCalledBack(report=report)]))
    if kind == "strike":
        return MarkStruck(report=report, group=draw(st.sampled_from(["statements", "figures"])), span=span(draw))
    if kind == "hand":
        return hand(draw, report)
    if kind == "story":
        with_report = draw(st.sampled_from(reports))
        return draw(st.sampled_from([ThreadSplit(report=report), ThreadJoined(report=report, with_report=with_report)]))
    if kind == "settle":
        sides: Any = {
            side: ClaimPlace(report=draw(st.sampled_from(reports)), group="figures", span=span(draw))
            for side in ("left", "right")
        }
        settled = ContradictionSettled(**sides, why="misread", reason="words")
        return draw(st.sampled_from([settled, ContradictionReopened(**sides)]))
    some = lambda make: tuple(make() for _ in range(draw(st.integers(0, 2))))  # noqa: E731
    return ReportRead(
        report=report,
        reader="1",
        statements=some(
            lambda: StatementMark(
                content=span(draw), source=span(draw), cue=span(draw), source_kind="office", act="say", direct=False, rule="r",
                actor=draw(st.sampled_from([None, "qatar"])),
            )
        ),
        figures=some(
            lambda: FigureMark(
                span=span(draw), value=Decimal(draw(st.integers(1, 20000))), qualifier="exact", rule="r", source=span(draw),
                measure=draw(st.sampled_from(["killed", "released", "aid_trucks"])),
            )
        ),
        dates=some(lambda: DateMark(span=span(draw), from_day=date(2023, 12, 1), to_day=date(2023, 12, 2), rule="r")),
        events=some(
            lambda: EventMark(
                span=span(draw), event=draw(st.sampled_from(["talks_continue", "talks_slow", "release"])), rule="r",
                status=draw(st.sampled_from(["happened", "denied", "ongoing"])),
            )
        ),
    )  # fmt: skip


def hand(draw: Any, report: str) -> Fact:
    """One act by hand on a figure that may or may not be there."""
    at = span(draw)
    mark = FigureMark(
        span=at, value=Decimal(draw(st.integers(1, 99))), qualifier="exact", rule="hand",
        measure=draw(st.sampled_from(["killed", "released"])),
    )  # fmt: skip
    on: Any = {
        "report": report, "group": "figures", "span": at, "of": mark.measure,
        "words": hashlib.sha256(TEXT[at[0] : at[1]].encode()).hexdigest(),
    }  # fmt: skip
    return draw(
        st.sampled_from([
            MarkConfirmed(**on, read=mark, mark=mark), MarkCorrected(**on, mark=mark), MarkAdded(**on, mark=mark),
            MarkStruck(**on), HandLifted(**on),
        ])
    )  # fmt: skip


def archive(draw: Any, state: dict[str, Any]) -> Fact:
    n = state["kept"] = state.get("kept", 0) + 1
    kept = ReportKept(
        report=f"a-{n}", text=TEXT, lang="ar", came_by="feed", digest=hashlib.sha256(TEXT.encode()).hexdigest(),
        rule=draw(st.sampled_from(["no_party", "in_passing"])), published=draw(st.none() | st.just(date(2023, 12, 1))),
    )  # fmt: skip
    return draw(
        st.sampled_from([kept, kept, ScopeSet(parties=("qatar",), words=draw(st.sampled_from([(), ("غزة",)])))])
    )


def intake(draw: Any, state: dict[str, Any]) -> Fact:
    feeds: list[str] = state.setdefault("feeds", [])
    kinds = ["set", "asked", "paused", "resumed", "dropped", "page", "stopped", "allowed"]
    kind = draw(st.sampled_from(kinds if feeds else ["set"]))
    if kind == "set":
        feeds.append(f"f-{len(feeds)}")
        return FeedSet(feed=feeds[-1], name="Agency", address="https://news.example/rss", every_minutes=30, by="lead")
    feed = draw(st.sampled_from(feeds))
    if kind == "asked":
        outcome = draw(st.sampled_from(["new", "unchanged", "failed", "unreachable"]))
        item = ItemSeen(key="ab" * 8, digest="cd" * 8, where="press", report="r-0001")
        return FeedAsked(
            feed=feed, outcome=outcome, first_at=T0, last_at=T0, next_at=T0 + timedelta(hours=1),
            items=(item,) if outcome == "new" else (), failures=int(outcome == "failed"),
        )  # fmt: skip
    if kind == "page":
        return FetchAsked(address="https://news.example/a", why="report", outcome="found", by="lead")
    facts: dict[str, Fact] = {
        "paused": FeedPaused(feed=feed, why="person", by="lead"), "resumed": FeedResumed(feed=feed, by="lead"),
        "dropped": FeedDropped(feed=feed, by="lead"), "stopped": OutgoingStopped(by="lead"),
        "allowed": OutgoingAllowed(by="lead"),
    }  # fmt: skip
    return facts[kind]


KEYS = tuple("key-" + two * 16 for two in ("ab", "cd"))


def access(draw: Any, _state: dict[str, Any]) -> Fact:
    reader, log = draw(st.sampled_from(["sara", "omar"])), draw(st.sampled_from(["press", "table"]))
    return draw(
        st.sampled_from(
            [
                ReaderAdmitted(reader=reader, role=draw(st.sampled_from(["lead", "analyst"])), by="lead"),
                LogGranted(reader=reader, log=log, may_write=draw(st.booleans()), by="lead"),
                LogGranted(reader=reader, log=log, until=T0 + timedelta(hours=draw(st.integers(0, 9))), by="lead"),
                LogRevoked(reader=reader, log=log, by="lead"),
                KeyMade(key="ab" * 6, reader=reader, name="table", logs=(log,), until=T0, digest="cd" * 32),
                KeyUsed(key="ab" * 6, day=T0.date()),
                KeyRevoked(key="ab" * 6, by="lead"),
                RecordExported(log=log, length=1, head="ab" * 32, by="lead"),
                PersonKeyConfirmed(reader=reader, key=draw(st.sampled_from(KEYS)), by="lead"),
                KeysHanded(reader=reader, key=KEYS[0], logs=(log,), by="lead"),
                LogKeyTurned(log=log, why=draw(st.sampled_from(["left", "asked", "recovery", "kept"])), by="lead"),
                CaseKept(recovery=draw(st.sampled_from(KEYS)), parts=("lead", "sara", "omar"), by="lead"),
                PartWritten(reader=reader),
                Recovered(readers=(reader,), by="lead"),
                SignInGiven(reader=reader, way="page", again=draw(st.booleans()), by="lead"),
                SignInTaken(reader=reader, way="terminal", by="keeper"),
                RecordRestored(
                    heads="kept",
                    logs=(LogSetBack(log=log, noted=2, noted_head="a", found=1, found_head="b"),),
                    by="keeper",
                ),
            ]
        )
    )


def opened(_draw: Any, _state: dict[str, Any]) -> Fact:
    return CaseOpened(
        case="doha", names=NAMES, period=NAMES, signs=(PartySign(party="party_a", sign="p1"),), public_only=True
    )


def bureau(draw: Any, state: dict[str, Any]) -> Fact:
    if not state.get("opened"):
        state["opened"] = True
        return opened(draw, state)
    n = state["notes"] = state.get("notes", 0) + 1
    note = NoteWritten(note=f"n-{n}", text="words", lang="en", about=draw(st.sampled_from(["state", "watch"])))
    return draw(st.sampled_from([note, HeadsNoted(root="ab" * 32, salt="cd" * 16, logs=n, noted_at=T0)]))


def table(draw: Any, state: dict[str, Any]) -> Fact:
    if not state.get("opened"):
        state["opened"] = True
        return opened(draw, state)
    n = state["notices"] = state.get("notices", 0) + 1
    answers = tuple(
        OpenedAnswer(side=f"sd-{m}", names=NAMES, answer="yes", salt="ab" * 32, commitment="cd" * 32) for m in (1, 2)
    )
    reached = AgreementReached(offer=f"of-{n}", words=NAMES, digest="ab" * 32, answers=answers)
    return draw(st.sampled_from([NoticePosted(notice=f"t-{n}", words=NAMES), reached]))


SIDES = ("coast", "hills")
PACKAGE = {"quiet": "four-days"}


def cell(draw: Any, state: dict[str, Any]) -> Fact:
    """One more fact of the cell: of what is known, of what is put to the sides, of the text."""
    if not state.get("set"):
        state["set"] = True
        options = tuple(OptionPart(option=o, names=NAMES) for o in ("two-days", "four-days"))
        return IssuesSet(sides=SIDES, issues=(IssuePart(issue="quiet", names=NAMES, options=options),))
    made: dict[str, int] = state.setdefault("made", {})
    kinds = [
        "known",
        "withdrawn",
        "tuned",
        "put",
        "suggested",
        "asked",
        "approved",
        "sent_back",
        "taken_back",
        "written",
    ]
    after = {"withdrawn": "known", "approved": "asked", "sent_back": "asked", "taken_back": "asked"}
    kind = draw(st.sampled_from([k for k in kinds if made.get(after.get(k, k)) or k not in after]))
    n = made[kind] = made.get(kind, 0) + 1
    one = draw(st.integers(1, made[after[kind]])) if kind in after else n
    side, at = draw(st.sampled_from(SIDES)), T0 + timedelta(hours=draw(st.integers(1, 60)))
    facts: dict[str, Callable[[], Fact]] = {
        "known": lambda: SideKnown(
            piece=f"kn-{n}", side=side, wish=AgainstNoDeal(package=PACKAGE, preferred="first"), doubt="sure",
            evidence=(Evidence(of="ours", words="He said so."),),
        ),
        "withdrawn": lambda: KnownWithdrawn(piece=f"kn-{one}", reason="Not so."),
        "tuned": lambda: SideTuned(side=side, no_deal=n % 99),
        "put": lambda: QuestionPut(question=f"qu-{n}", side=side, issue="quiet"),
        "suggested": lambda: PackageSuggested(package=PACKAGE, notions=("nash",), kept=900, sure=n % 1000, accepts={"coast": n}),
        "asked": lambda: OfferAsked(offer=f"of-{n}", to=SIDES, package=PACKAGE, until=draw(st.sampled_from([at, None]))),
        "approved": lambda: OfferApproved(offer=f"of-{one}", digest="ab" * 32, hold_until=at),
        "sent_back": lambda: OfferSentBack(offer=f"of-{one}", reason="Too early."),
        "taken_back": lambda: OfferTakenBack(offer=f"of-{one}"),
        "written": lambda: DraftWritten(number=n, clauses=(ClausePart(clause="c1", words=NAMES),)),
    }  # fmt: skip
    return facts[kind]()


def ground(draw: Any, state: dict[str, Any]) -> Fact:
    truces: list[str] = state.setdefault("truces", [])
    kind = draw(st.sampled_from(["begun", "extended", "ended"] if truces else ["begun"]))
    at = T0 + timedelta(hours=draw(st.integers(1, 200)))
    if kind == "begun":
        truces.append(f"truce-{len(truces)}")
        return TruceBegun(truce=truces[-1], start=T0, expiry=at, said_by="qatar")
    truce = draw(st.sampled_from(truces))
    if kind == "extended":
        return TruceExtended(truce=truce, expiry=at, said_by="qatar")
    return TruceEnded(truce=truce, ended=at, said_by="qatar")


CARD = Card(exchange="other", names=NAMES, points=(Point(about="worked", words=NAMES),))


def precedents(_draw: Any, state: dict[str, Any]) -> Fact:
    n = state["made"] = state.get("made", 0) + 1
    return PrecedentMade(precedent=f"pr-{n}", card=CARD)


def reading(draw: Any, _state: dict[str, Any]) -> Fact:
    at = T0 + timedelta(hours=draw(st.integers(0, 60)))
    opening = Opening(
        page=draw(st.sampled_from(["channel", "contact"])), logs=("line/coast",),
        things=draw(st.sampled_from([(), ("m-1", "m-2")])), first=at, last=at + timedelta(minutes=9),
        times=draw(st.integers(1, 4)), searched=draw(st.booleans()),
    )  # fmt: skip
    way, who = draw(st.sampled_from(["page", "command"])), draw(st.sampled_from(["sara", "omar"]))
    return ReadingOpened(reader=who, way=way, openings=(opening,) * draw(st.integers(1, 2)))


FACTS: dict[str, Callable[[Any, dict[str, Any]], Fact]] = {
    "press": press, "access": access, "bureau": bureau, "table": table, "ground": ground,
    "archive": archive, "intake": intake, "precedents": precedents, "reading": reading,
    "cell": cell,
}  # fmt: skip


def write(ledger: Ledger, facts: list[tuple[str, Fact]], name: str) -> None:
    for n, (log, fact) in enumerate(facts):
        ledger.append({log: (ledger.head(log).seq, [fact])}, author="lead", act=f"{name}-{n}")


def shown(view: View[Any], state: Any) -> Any:
    """What can be compared of a state: its packed bytes, or the state itself."""
    return view.pack(state) if view.pack else state


def test_there_are_views_to_hold_to_the_law():
    assert {"press", "access.readers"} <= {v.name for v in VIEWS}
    assert all(log in FACTS for v in VIEWS for log in v.logs)


def replayed(view: View[Any], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """What is drawn, folded in pieces with rests and snapshots between them, and folded at once: the same."""
    at = [T0]

    def clock() -> datetime:
        at[0] += timedelta(seconds=1)
        return at[0]

    states: dict[str, dict[str, Any]] = {log: {} for log in FACTS}
    drawn = [
        (log, FACTS[log](data.draw, states[log]))
        for log in data.draw(st.lists(st.sampled_from(view.logs), min_size=1, max_size=16))
    ]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(drawn)), max_size=3)))
    home = Home.create(tmp_path_factory.mktemp("view"), store=MemoryStore(), now=clock)
    case = HOUSE if view.logs == ("precedents",) else "doha"
    if case == HOUSE:
        home.open_house()
    else:
        home.open_case(case)
        if "cell" in view.logs:
            home.open_log(case, "cell")
    ledger = home.ledger(case, view.logs)
    folds, done = Folds(ledger), 0
    rests = data.draw(st.sampled_from([0, 4, 1 << 20]), label="how much goes into a rest")
    with patch("wasata.record.fold.REST_AT_MOST", rests):  # all, a quarter, nothing
        for cut in [*cuts, len(drawn)]:
            write(ledger, drawn[done:cut], f"act-{done}")
            done = max(done, cut)
            folds.get(view)
            if data.draw(st.booleans(), label="snapshot"):
                folds.keep()
            if data.draw(st.booleans(), label="restart"):
                folds = Folds(ledger)
    in_one_go = Folds(ledger).at(view, at[0])
    assert shown(view, folds.get(view)) == shown(view, in_one_go)
    if view.pack and view.unpack:
        assert view.pack(view.unpack(view.pack(in_one_go))) == view.pack(in_one_go)


MANNER = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
@settings(MANNER, max_examples=20)
@given(st.data())
def test_replay_in_pieces_is_replay_in_one_go(
    view: View[Any], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    replayed(view, tmp_path_factory, data)


@pytest.mark.long
@pytest.mark.parametrize("view", VIEWS, ids=lambda v: v.name)
@settings(MANNER, max_examples=200)
@given(st.data())
def test_replay_in_pieces_is_replay_in_one_go_however_much_is_drawn(
    view: View[Any], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
):
    replayed(view, tmp_path_factory, data)
