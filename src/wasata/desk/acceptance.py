"""Acceptance in confidence: each side answers for itself, and a yes is told only when all said yes.

Danger: a side that said yes alone, and is known to have said so; an answer changed after the close; a close that waits for
somebody.
Duty: a side's answer with its commitment, in its own channel; the close, at the hour that was fixed before and whoever answered;
the answers opened on the table where all said yes, and else one and the same word for all; each party's check.
Shape: the answers are folded from the channels at the close and asked by nothing else: no page of ours shows one. Whoever closes
holds every line that was asked, and that he opened them stands in `reading`.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from wasata.desk.access import Desk
from wasata.desk.line import channel_head
from wasata.desk.offer import Left, named_lines, note, put_before, require_speaks, wrong
from wasata.desk.offer_stands import OURS, REACHED, Given, Ours, Reached, Theirs, answers_in, known, put_to, state_of
from wasata.desk.reading import noting, opened
from wasata.desk.table import SHARED
from wasata.propose.acceptance import SALT, Answer, Opened, changed, outcome
from wasata.record.kinds.acceptance import AgreementReached, AnswerGiven, OfferClosed, OpenedAnswer
from wasata.record.kinds.base import Fact
from wasata.record.kinds.draft import ReleasedClause
from wasata.record.kinds.package import PutLine
from wasata.record.ledger import Written
from wasata.values import LANGS

Stands = Literal["asked", "answered", "counting", "not_agreed", "agreed"]
"""How a question in confidence stands for one side: it may answer, has answered and may still change it, its time is over and
nobody told the end yet, not all said yes, all did."""


# ---- an answer


def _given(theirs: Theirs, answer: Answer, salt: str, person: str | None) -> AnswerGiven:
    opened = Opened(theirs.offer, theirs.digest, theirs.side, answer, salt)
    return AnswerGiven(
        offer=theirs.offer, answer=answer, salt=salt, commitment=opened.commitment, person=person
    )  # fmt: skip


def _require_open(desk: Desk, theirs: Theirs) -> None:
    if theirs.until is None:
        raise wrong("not_asked", theirs.offer)
    if theirs.until <= desk.now() or theirs.closed_at is not None:
        raise wrong("over", theirs.until)


def _same(line: str, offer: str, answer: Answer) -> Any:
    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        (one,) = was.get(f"channel/{line}", (None,))
        return isinstance(one, AnswerGiven) and (one.offer, one.answer) == (offer, answer)

    return same


def answer(desk: Desk, line: str, offer: str, answer: Answer, *, act_id: str | None = None) -> Written:
    """A delegate answers in confidence. Until the close he may change it: the last answer counts.

    Raises:
        OfferWrong: nothing was asked, or the time is over.
    """
    salt = secrets.token_hex(SALT)

    def decide() -> dict[str, tuple[Fact, ...]]:
        theirs = put_before(desk, line, offer)
        _require_open(desk, theirs)
        return {f"channel/{line}": (_given(theirs, answer, salt, None),)}

    return desk.do("answer_offer", decide, act_id=act_id, same=_same(line, offer, answer), line=line)


def take_down(desk: Desk, line: str, offer: str, answer: Answer, *, person: str, act_id: str | None = None) -> Written:
    """An officer writes down what somebody at the other end, who may give his side's word, answered: then he knows it.

    Raises:
        OfferWrong: as `answer`; or nobody of that name is there, or he may not give his side's word.
    """
    salt = secrets.token_hex(SALT)

    def decide() -> dict[str, tuple[Fact, ...]]:
        theirs = put_before(desk, line, offer)
        _require_open(desk, theirs)
        require_speaks(desk, line, person)
        return {f"channel/{line}": (_given(theirs, answer, salt, person),)}

    return desk.do("take_down_offer", decide, act_id=act_id, same=_same(line, offer, answer), line=line)


# ---- the close


def due_asks(desk: Desk) -> tuple[Ours, ...]:
    """The offers whose sides were asked in confidence, whose hour has come and that are not closed, the first first. Ask inside
    `hold`."""
    now = desk.now()
    found = {
        (o.until, o.offer): o
        for o in desk.fold(OURS).values()
        if o.until is not None and o.until <= now and state_of(desk, o) == "put"
    }
    return tuple(found[key] for key in sorted(found))


def may_close(desk: Desk, ours: Ours) -> bool:
    """Whether this reader holds all that a close needs."""
    lines = named_lines(ours.to)
    return desk.may("close_offer", lines=lines) and desk.may("reveal_agreement", lines=lines)


def close(desk: Desk, offer: str) -> bool:
    """Closes a question in confidence whose hour has come: opens the answers on the table where all said yes, and else says to
    each side that it is over. Gives whether all did.

    Raises:
        OfferWrong: its hour has not come, or it was closed.
    """
    with desk.hold():
        lines = named_lines(known(desk, offer).to)
    desk.require("close_offer", lines=lines)
    desk.require("reveal_agreement", lines=lines)

    def due() -> dict[str, Theirs]:
        ours = known(desk, offer)
        if ours not in due_asks(desk):
            raise wrong("not_due", offer)
        return put_to(desk, ours)

    def given(asked: Mapping[str, Theirs]) -> dict[str, Given]:
        found = {line: desk.fold(answers_in(line)).get(offer) for line in asked}
        return {line: one for line, one in found.items() if one is not None}

    def agreed(asked: Mapping[str, Theirs]) -> bool:
        answers = {line: one.answer for line, one in given(asked).items()}
        return outcome(frozenset(asked), answers) == "agreed"

    def over() -> dict[str, tuple[Fact, ...]]:
        asked = due()
        if agreed(asked):
            raise wrong("not_due", offer)
        return {f"channel/{line}": (OfferClosed(offer=offer),) for line in asked}

    def reveal() -> dict[str, tuple[Fact, ...]]:
        asked = due()
        if not agreed(asked):
            raise wrong("not_due", offer)
        return {"table": (_reached(desk, asked, given(asked)),)}

    with noting() as opens:
        with desk.hold():
            all_yes = agreed(due())
        opened(desk, "offer_close", opens, way="page", named=(offer,))
    if all_yes:
        desk.do("reveal_agreement", reveal, lines=lines)
    else:
        desk.do("close_offer", over, lines=lines)
    return all_yes


def _reached(desk: Desk, asked: Mapping[str, Theirs], given_: Mapping[str, Given]) -> AgreementReached:
    names = desk.fold(SHARED).names
    answers = []
    for line, theirs in asked.items():
        given = given_[line]  # all said yes
        party = desk.fold(channel_head(line))["party"]
        called = {lang: names[party][lang] for lang in LANGS}
        answers.append(
            OpenedAnswer(side=theirs.side, names=called, answer="yes", salt=given.salt, commitment=given.commitment)
        )
    one = next(iter(asked.values()))
    return AgreementReached(
        offer=one.offer, lines=tuple(PutLine(**line) for line in one.content.lines),
        clauses=tuple(ReleasedClause(**clause) for clause in one.content.clauses),
        words={lang: one.content.words[lang] for lang in LANGS} if one.content.words else None, digest=one.digest,
        answers=tuple(sorted(answers, key=lambda a: a.side)),
    )  # fmt: skip


def close_round(desks: Mapping[str, Desk], *, pass_over: frozenset[str] = frozenset()) -> Left:
    """Closes what is due, each by itself, from the first desk here that holds all its lines; where there is none it waits on.

    Args:
        desks: of officers of the case, by their names.
    """
    done: list[str] = []
    broke: dict[str, str] = {}
    for _, desk in sorted(desks.items()):
        if not desk.holds("cell"):
            continue
        with desk.hold():
            due = [ours.offer for ours in due_asks(desk) if may_close(desk, ours)]
        for offer in due:
            if offer in pass_over or offer in broke:
                continue
            try:
                close(desk, offer)
                done.append(offer)
            except Exception as error:  # whatever one did, the others close; its name alone is told
                note(broke, offer, error)
    return Left(tuple(done), broke)


# ---- what a side may know


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a side holds of its own answer, to check it by: all that its commitment was made of."""

    offer: str
    side: str
    text: str
    answer: Answer
    salt: str
    commitment: str
    at: datetime
    by_us: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in confidence as one side has it. `checked`: of an agreement, the sides whose opened answer is not the one they
    committed to, none where all is well; None before."""

    offer: str
    stands: Stands
    until: datetime
    receipt: Receipt | None
    checked: tuple[str, ...] | None


def asked_of_side(desk: Desk, line: str, offer: str) -> Asked | None:
    """How a question in confidence stands for a side; None where what was put asks for none. For its delegates: it shows their
    own answer. Ask inside `hold`.

    Raises:
        OfferWrong: nothing of that name was put there.
    """
    theirs = put_before(desk, line, offer)
    if theirs.until is None:
        return None
    reached = desk.fold(REACHED).get(offer) if desk.holds("table") else None
    given = desk.fold(answers_in(line)).get(offer)
    receipt = None
    if given is not None:
        receipt = Receipt(
            offer,
            theirs.side,
            theirs.digest,
            given.answer,
            given.salt,
            given.commitment,
            given.at,
            given.person is not None,
        )
    checked = wrong_in(reached, theirs, given) if reached is not None else None
    return Asked(offer, _stands(desk, theirs, reached, answered=given is not None), theirs.until, receipt, checked)


def _stands(desk: Desk, theirs: Theirs, reached: Reached | None, *, answered: bool) -> Stands:
    assert theirs.until is not None
    if reached is not None:
        return "agreed"
    if theirs.closed_at is not None:
        return "not_agreed"
    if theirs.until <= desk.now():
        return "counting"
    return "answered" if answered else "asked"


def wrong_in(reached: Reached, theirs: Theirs | None = None, given: Given | None = None) -> tuple[str, ...]:
    """The sides whose opened answer is not what was committed to, or was to other words: for each the commitment on the table,
    and for one's own side the one in its channel."""
    opened = {
        a["side"]: Opened(reached.offer, reached.digest, a["side"], a["answer"], a["salt"]) for a in reached.answers
    }
    committed = {a["side"]: str(a["commitment"]) for a in reached.answers}
    if theirs is not None and given is not None:
        committed[theirs.side] = given.commitment
    found = set(changed(opened, committed, reached.offer, theirs.digest if theirs is not None else reached.digest))
    if reached.content.digest != reached.digest:
        found |= set(committed)
    return tuple(sorted(found))
