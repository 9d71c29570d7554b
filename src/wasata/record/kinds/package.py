"""A package: what could be agreed, what is known of each side's mind about it, what was put to a side.

Danger: an estimate of ours that stands where a party reads; a guess that counts as a party's word.
Duty: what is on the table and by which rules it goes together; each piece that is known of a side, with what it rests on, and
taken back; which questions were put; what was suggested after each (all in `cell`); a package put to a side, and that side's
word on it (`channel/<x>`).
Shape: issues and options have names of their own, by which they are known again when their words change. What goes to a side
are words and whole options: no chance, no worth, no rank.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from wasata.record.kinds.base import Fact, Ident, Instant, Name, Part
from wasata.record.kinds.position import Evidence

Both = Annotated[Name, Field(min_length=2, max_length=2)]
"""Words in both languages."""
Package = dict[Ident, Ident]
"""An option for every issue."""
Preferred = Literal["first", "second", "same"]
Doubt = Literal["sure", "likely", "hearsay"]
"""How a piece is known: the side said so itself; an officer's judgement; from others."""
MOST = 60


class OptionPart(Part):
    """What an issue can be settled as. `amount`: what it counts in a total."""

    option: Ident
    names: Both
    amount: Decimal | None = None


class IssuePart(Part):
    """One thing that an agreement settles. On a `scale` the options stand in their order."""

    issue: Ident
    names: Both
    options: tuple[OptionPart, ...] = Field(min_length=1, max_length=500)
    scale: bool = False


class OptionsOf(Part):
    """Some of the options of one issue."""

    issue: Ident
    options: tuple[Ident, ...] = Field(min_length=1)


class NeverTogether(Part):
    """These never stand all together in one package."""

    rule: Literal["never"] = "never"
    why: Both
    parts: tuple[OptionsOf, ...] = Field(min_length=1)


class OnlyWith(Part):
    """`what` only if `unless`."""

    rule: Literal["only_if"] = "only_if"
    why: Both
    what: OptionsOf
    unless: OptionsOf


class TotalWithin(Part):
    """What these issues count together stays within bounds."""

    rule: Literal["total"] = "total"
    why: Both
    issues: tuple[Ident, ...] = Field(min_length=1)
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def model_post_init(self, _context: Any) -> None:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a total needs a bound")


RulePart = Annotated[NeverTogether | OnlyWith | TotalWithin, Field(discriminator="rule")]


class IssuesSet(Fact, kind="package.issues_set", version=1):
    """What is on the table between these sides (lines the team knows), and the rules: in place of what was set before."""

    sides: tuple[Ident, ...] = Field(min_length=2, max_length=8)
    issues: tuple[IssuePart, ...] = Field(min_length=1, max_length=MOST)
    rules: tuple[RulePart, ...] = Field(default=(), max_length=200)


class OptionsOrdered(Part):
    """A side's order of the options of an issue, the worst for it first; those of one group are the same to it."""

    wish: Literal["options"] = "options"
    issue: Ident
    groups: tuple[tuple[Ident, ...], ...] = Field(min_length=1)


class IssuesOrdered(Part):
    """A side's order of the issues by what lies for it between the worst and the best of each, the least first."""

    wish: Literal["issues"] = "issues"
    groups: tuple[tuple[Ident, ...], ...] = Field(min_length=1)


class PackagesCompared(Part):
    """Which of two packages it prefers; «the same to us» is an answer."""

    wish: Literal["packages"] = "packages"
    first: Package
    second: Package
    preferred: Preferred


class AgainstNoDeal(Part):
    """Whether it prefers a package (`first`) to no deal (`second`)."""

    wish: Literal["no_deal"] = "no_deal"
    package: Package
    preferred: Preferred


class RedLineTold(Part):
    """What it says it will never accept: these together, in however good a package."""

    wish: Literal["red_line"] = "red_line"
    parts: tuple[OptionsOf, ...] = Field(min_length=1)


class ConditionTold(Part):
    """«That only if this.»"""

    wish: Literal["condition"] = "condition"
    what: OptionsOf
    unless: OptionsOf


WishPart = Annotated[
    OptionsOrdered | IssuesOrdered | PackagesCompared | AgainstNoDeal | RedLineTold | ConditionTold,
    Field(discriminator="wish"),
]


class SideKnown(Fact, kind="package.side_known", version=1):
    """One piece of what a side wants. `evidence`: on what it rests, of that line, of the press, or our own reading. In `cell`."""

    piece: Ident
    side: Ident
    wish: WishPart
    doubt: Doubt
    evidence: tuple[Evidence, ...] = Field(min_length=1, max_length=20)
    question: Ident | None = None


class KnownWithdrawn(Fact, kind="package.known_withdrawn", version=1):
    """A piece counts no more, with the reason. In `cell`."""

    piece: Ident
    reason: str = Field(min_length=1, max_length=2_000)


class SideTuned(Fact, kind="package.side_tuned", version=1):
    """What no deal is worth to a side, in hundredths of the way from its worst package to its best (None: not known), and pairs
    of issues whose worth does not add up. A judgement of ours. In `cell`."""

    side: Ident
    no_deal: int | None = Field(default=None, ge=0, le=99)
    pairs: tuple[tuple[Ident, Ident], ...] = Field(default=(), max_length=20)


class QuestionPut(Fact, kind="package.question_put", version=1):
    """A question was put to a side, in a letter, in a meeting or by voice. What it asks: an order of options (`issue`) or of the
    issues (neither), or a comparison; `second` None: or no deal? In `cell`."""

    question: Ident
    side: Ident
    issue: Ident | None = None
    first: Package | None = None
    second: Package | None = None


class PackageSuggested(Fact, kind="package.suggested", version=1):
    """What was suggested after the act it stands in. `notions`: by which ideas of what is fair; `kept`: the share of the best
    Nash product expected of it, `sure`: the chance that it keeps 95 hundredths of it, `accepts`: of each side the chance that
    it prefers it to no deal; all in thousandths. An estimate of the room. In `cell`."""

    package: Package
    notions: tuple[Literal["nash", "egalitarian", "kalai_smorodinsky", "welfare"], ...] = Field(min_length=1)
    kept: int = Field(ge=0, le=1000)
    sure: int = Field(ge=0, le=1000)
    accepts: dict[Ident, int]


class PutLine(Part):
    """One issue as it would be settled."""

    issue: Both
    option: Both


class PackagePut(Fact, kind="package.put", version=1):
    """The mediator puts a package to this side. `until`: so long it may answer in confidence whether it would agree, and its
    answer is told to nobody unless all others say yes too; None: it is asked what it thinks. In `channel/<x>`.

    `side`: how this side is named where answers are opened, for this offer alone. `digest`: SHA-256 of the words that are
    put, alike in every channel they are put in.
    """

    offer: Ident
    side: Ident
    lines: tuple[PutLine, ...] = Field(min_length=1, max_length=MOST)
    words: Both | None = None
    until: Instant | None = None
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class PackageAnswered(Fact, kind="package.answered", version=1):
    """What a side says of a package that was put to it. In `channel/<x>`. `person`: who said so, where an officer wrote it
    down."""

    offer: Ident
    stance: Literal["accepts", "accepts_if", "refuses"]
    words: str | None = Field(default=None, min_length=1, max_length=4_000)
    person: Ident | None = None


PackageFact = (
    IssuesSet | SideKnown | KnownWithdrawn | SideTuned | QuestionPut | PackageSuggested | PackagePut | PackageAnswered
)  # fmt: skip
