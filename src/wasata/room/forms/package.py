"""What is typed on the pages of packages: issues with their options, rules, orders, red lines, answers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from wasata import words
from wasata.desk.access import name_by
from wasata.desk.evidence import Offer
from wasata.desk.flagged import Watched
from wasata.desk.package_told import IssueLine
from wasata.errors import WeighingWrong
from wasata.record.kinds.package import (
    AgainstNoDeal,
    ConditionTold,
    Doubt,
    IssuePart,
    IssuesOrdered,
    NeverTogether,
    OnlyWith,
    OptionPart,
    OptionsOf,
    OptionsOrdered,
    RedLineTold,
    RulePart,
    TotalWithin,
)
from wasata.room.forms.evidence import RestsOn
from wasata.room.languages import page_language
from wasata.words import Key

DOUBTS: tuple[Doubt, ...] = ("sure", "likely", "hearsay")
BLANK_ROWS = 3
PARTS = 3
"""So many options may be named in one rule or red line."""


def _wrong(why: str, value: object) -> WeighingWrong:
    return WeighingWrong(why=Key(f"package.why.{why}"), value=value)


# ---- issues


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option as it is typed. `option`: its own name, empty for a new one."""

    option: str
    ar: str
    en: str
    amount: str


@dataclass(frozen=True, slots=True)
class IssueTyped:
    """An issue as it is typed, kept where it is refused."""

    issue: str
    ar: str
    en: str
    scale: bool
    rows: tuple[OptionRow, ...]

    @classmethod
    def of(cls, told: Mapping[str, Any] | None) -> "IssueTyped":
        """An issue as it stands, with rows for more options; without one, a new one."""
        blank = (OptionRow("", "", "", ""),) * BLANK_ROWS
        if told is None:
            return cls("", "", "", False, blank)
        rows = tuple(
            OptionRow(o["option"], o["names"]["ar"], o["names"]["en"], o["amount"] or "") for o in told["options"]
        )
        return cls(told["issue"], told["names"]["ar"], told["names"]["en"], told["scale"], (*rows, *blank))

    @classmethod
    def sent(cls, post: QueryDict) -> "IssueTyped":
        columns = [post.getlist(name)[:520] for name in ("option", "option_ar", "option_en", "amount")]
        rows = tuple(OptionRow(*(one.strip()[:300] for one in row)) for row in zip(*columns, strict=False))
        name, ar, en = (post.get(field, "").strip()[:300] for field in ("issue", "name_ar", "name_en"))
        return cls(name, ar, en, "scale" in post, rows)

    def part(self, act: str) -> IssuePart:
        """As it would stand. New issues and options are named by the act.

        Raises:
            WeighingWrong: a name is missing in one language, an amount is no number, or nothing is said of the options.
        """
        if not self.ar or not self.en:
            raise _wrong("half", self.ar or self.en)
        kept = [row for row in self.rows if row.ar or row.en]
        half = next((row for row in kept if not (row.ar and row.en)), None)
        if half is not None:
            raise _wrong("half", half.ar or half.en)
        amounts = [_amount(row.amount) for row in kept]
        if any(a is not None for a in amounts) and any(a is None for a in amounts):
            raise _wrong("amount", self.en)
        if not kept:
            raise WeighingWrong(why=Key("propose.why.n_options"), value=self.en)
        try:
            return IssuePart(
                issue=self.issue or f"is-{name_by(act)}", names={"ar": self.ar, "en": self.en}, scale=self.scale,
                options=tuple(
                    OptionPart(
                        option=row.option or f"op-{name_by(act, n + 1)}", names={"ar": row.ar, "en": row.en}, amount=amount
                    )
                    for n, (row, amount) in enumerate(zip(kept, amounts, strict=True))
                ),
            )  # fmt: skip
        except ValueError:  # a name that no form of ours gives
            raise _wrong("no_issue", self.issue[:60]) from None


_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.")


def _amount(typed: str) -> Decimal | None:
    if not typed:
        return None
    plain = typed.translate(_ARABIC_DIGITS)
    try:
        found = Decimal(plain) if re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", plain) else None
    except InvalidOperation:
        found = None
    if found is None:
        raise _wrong("amount", typed)
    return found


# ---- parts


def flat(issues: Iterable[IssueLine]) -> list[tuple[str, str]]:
    """Every option of every issue, to choose from."""
    lang = page_language()
    return [
        (f"{i.issue}={option}", words.say("package.settled", lang, issue=i.name, option=name))
        for i in issues for option, name in i.options
    ]  # fmt: skip


def _parts(chosen: Sequence[str]) -> tuple[OptionsOf, ...]:
    """Options chosen by `flat`; several of one issue are one part: any of them."""
    found: dict[str, list[str]] = {}
    for one in chosen:
        issue, _, option = one.partition("=")
        if issue and option:
            found.setdefault(issue, []).append(option)
    try:
        return tuple(OptionsOf(issue=issue, options=tuple(dict.fromkeys(options))) for issue, options in found.items())
    except ValueError:
        raise _wrong("unfit", chosen[0][:60]) from None


def rule_sent(post: QueryDict) -> RulePart:
    """A rule as it was typed.

    Raises:
        WeighingWrong: its words or parts are missing.
    """
    why = {"ar": post.get("why_ar", "").strip()[:2_000], "en": post.get("why_en", "").strip()[:2_000]}
    if not all(why.values()):
        raise _wrong("half", why["ar"] or why["en"])
    told: Any = why
    what, unless = (_parts([c for c in post.getlist(name)[:PARTS] if c]) for name in ("what", "unless"))
    match post.get("rule"):
        case "never":
            if len(what) < 2:
                raise _wrong("parts", why["en"])
            return NeverTogether(why=told, parts=what)
        case "only_if":
            if len(what) != 1 or len(unless) != 1:
                raise _wrong("parts", why["en"])
            return OnlyWith(why=told, what=what[0], unless=unless[0])
        case _:
            least, most = (_amount(post.get(name, "").strip()) for name in ("at_least", "at_most"))
            issues = tuple(dict.fromkeys(post.getlist("issues")[:60]))
            if not issues or (least is None and most is None):
                raise _wrong("parts", why["en"])
            try:
                return TotalWithin(why=told, issues=issues, at_least=least, at_most=most)
            except ValueError:
                raise _wrong("unfit", issues[0][:60]) from None


# ---- what a side wants


def order_sent(post: QueryDict, issue: str | None, names: Sequence[str]) -> OptionsOrdered | IssuesOrdered:
    """An order as places were chosen for each: 1 is the best for the side, and what has one place is the same to it. What has no
    place is not known.

    Raises:
        WeighingWrong: fewer than two have one.
    """
    placed: dict[int, list[str]] = {}
    for name in names:
        rank = post.get(f"rank-{name}", "").strip()
        if rank.isdecimal() and 0 < int(rank) <= len(names):
            placed.setdefault(int(rank), []).append(name)
    groups = tuple(tuple(placed[rank]) for rank in sorted(placed, reverse=True))
    if sum(len(group) for group in groups) < 2:
        raise _wrong("rank", issue or "")
    return OptionsOrdered(issue=issue, groups=groups) if issue is not None else IssuesOrdered(groups=groups)


def line_sent(post: QueryDict) -> RedLineTold | ConditionTold:
    """A red line or a condition.

    Raises:
        WeighingWrong: nothing is chosen.
    """
    what, unless = (_parts([c for c in post.getlist(name)[:PARTS] if c]) for name in ("what", "unless"))
    if not what:
        raise _wrong("nothing", "")
    if post.get("wish") == "condition":
        if len(what) != 1 or len(unless) != 1:
            raise _wrong("parts", "")
        return ConditionTold(what=what[0], unless=unless[0])
    return RedLineTold(parts=what)


def package_sent(post: QueryDict, issues: Sequence[IssueLine]) -> AgainstNoDeal:
    """A package, an option for every issue, that a side would accept or refuse.

    Raises:
        WeighingWrong: one is not chosen.
    """
    found = {i.issue: post.get(f"in-{i.issue}", "") for i in issues}
    missing = next((i.name for i in issues if found[i.issue] not in (o for o, _ in i.options)), None)
    if missing is not None:
        raise _wrong("missing", missing)
    return AgainstNoDeal(package=found, preferred="first" if post.get("accepts") == "yes" else "second")


@dataclass(frozen=True, slots=True)
class Rests:
    """What a piece may rest on: of the line where it is held, and of the table."""

    messages: Sequence[Offer] | None
    contacts: Sequence[Offer] | None
    notices: Sequence[Offer]
    zone: ZoneInfo
    flags: Watched


class KnownForm(RestsOn):
    """How something is known, and on what it rests."""

    doubt = forms.ChoiceField(widget=forms.RadioSelect, initial="sure")

    def __init__(self, *args: Any, rests: Rests, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = page_language()
        self._rests_on(rests.messages, rests.contacts, rests.notices, rests.zone, rests.flags)
        self.fields["doubt"].choices = [(d, words.say(f"package.doubt.{d}", lang)) for d in DOUBTS]  # type: ignore[attr-defined]
        self.fields["doubt"].label = words.say("package.form.doubt", lang)

    def sure(self) -> Doubt:
        return cast(Doubt, self.cleaned_data["doubt"])
