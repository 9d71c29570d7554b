"""The trade in one hand: tell what is known of the sides, ask for the next question, ask for a package.

Danger: a suggestion that depends on the order in which the sides were named.
Duty: keep what is known of each side; make the value models when they are asked for; the same knowledge gives the same answer.
Shape: for researchers and for the desk alike. Sides are looked at in the order of what is known of them, not of their names.

    >>> from wasata.propose import Issue, OptionOrder, Space, Talks
    >>> space = Space((Issue("days of quiet", ("2", "4", "6")), Issue("first list", ("none", "children", "all"))))
    >>> talks = Talks(space, ("north", "south"))
    >>> for side, order in (("north", ((0,), (1,), (2,))), ("south", ((2,), (1,), (0,)))):
    ...     for issue in space.issues:
    ...         talks.tell(side, OptionOrder(issue.name, order))
    >>> talks.next_questions("north")[0].kind
    'issues'
    >>> len(talks.suggest()[0].package)
    2
"""

import hashlib
from collections.abc import Mapping, Sequence

from wasata.errors import AnswerWrong
from wasata.propose.ask import Question, Width, questions
from wasata.propose.frontier import NOTIONS, Notion
from wasata.propose.issues import Block, Never, Space
from wasata.propose.mind import MODELS, Mind
from wasata.propose.package import Suggestion, View
from wasata.propose.wishes import Wish, Wishes
from wasata.words import Key


class Talks:
    """Talks on a space of issues between two sides or more.

    Args:
        no_deal: what no deal is worth to each side, 0 to 1 of its range, as far as it is known; a side that is not named has
            nothing without a deal; None: not known.
        pairs: for a side, pairs of issues (by their names) whose values do not add.
        models: how many value models are drawn for each side.
        salt: what the draws depend on beside the knowledge: for measuring how much they matter.

    Raises:
        AnswerWrong: fewer than two sides, or one named twice.
    """

    def __init__(
        self, space: Space, sides: Sequence[str], *, no_deal: Mapping[str, float | None] | None = None,
        pairs: Mapping[str, Sequence[tuple[str, str]]] | None = None, models: int = MODELS, salt: str = "",
    ) -> None:  # fmt: skip
        if len(sides) < 2 or len(set(sides)) < len(sides):
            raise AnswerWrong(why=Key("propose.why.sides"), value=", ".join(sides))
        self.space, self.sides, self.models, self.salt = space, tuple(sides), models, salt
        self._no_deal = {side: (no_deal or {}).get(side, 0.0) for side in sides}
        self._pairs = {
            side: tuple((space.place(a), space.place(b)) for a, b in (pairs or {}).get(side, ())) for side in sides
        }
        self._wishes = {side: Wishes(space) for side in sides}
        self._minds: dict[str, Mind] = {}
        self._view: View | None = None

    # what is known

    def tell(self, side: str, wish: Wish, doubt: float = 0.0, evidence: str = "") -> None:
        """One piece of knowledge about a side.

        Raises:
            AnswerWrong: there is no such side, or it does not fit the issues.
            PackageWrong: it speaks of a package that is none.
        """
        self.know(side, self.wishes(side).told(wish, doubt, evidence))

    def withdraw(self, side: str, n: int) -> None:
        """The piece of knowledge at this place counts no more."""
        self.know(side, self.wishes(side).without(n))

    def know(self, side: str, wishes: Wishes) -> None:
        """All that is known of a side, at once."""
        before = self._wishes[side]
        self._wishes[side] = wishes
        grown = wishes.known[: len(before.known)] == before.known
        if side in self._minds and not (grown and self._minds[side].grows(wishes)):
            del self._minds[side]
        if wishes.rules() != before.rules():
            self._minds = {}
        self._view = None

    def wishes(self, side: str) -> Wishes:
        """What is known of a side.

        Raises:
            AnswerWrong: there is no such side.
        """
        if side not in self._wishes:
            raise AnswerWrong(why=Key("propose.why.no_side"), value=side)
        return self._wishes[side]

    # what follows

    def next_questions(
        self, side: str, n: int = 1, *, width: Width = "any", orders: bool = True
    ) -> tuple[Question, ...]:
        """The questions most worth asking a side, the best first.

        Args:
            width: whether packages differ in two issues only, which is easier to answer.
            orders: whether orders that are missing are asked for first.
        """
        self.wishes(side)
        view = self.view()
        return questions(self._minds[side], view, self.place(side), width=width, orders=orders, n=n)

    def suggest(self) -> tuple[Suggestion, ...]:
        """The packages to suggest, each once: that of the Nash product first.

        Raises:
            DomainWrong: the rules and red lines leave none.
        """
        view = self.view()
        at = [self.place(side) for side in self.sides]
        found: dict[int, list[Notion]] = {}
        for notion in NOTIONS:
            found.setdefault(view.by(notion), []).append(notion)
        return tuple(
            Suggestion(
                view.package(m), tuple(notions), float(view.expected[m]), tuple(view.accepts(k, m) for k in at), m
            )
            for m, notions in found.items()
        )

    @property
    def sure(self) -> float:
        """The chance that the first suggestion keeps 95 hundredths of the best Nash product there is."""
        return self.view().sure

    @property
    def enough(self) -> bool:
        """Whether it is time to stop asking."""
        return self.view().enough

    def mind(self, side: str) -> Mind:
        """The value models of a side."""
        self.view()
        return self._minds[side]

    def view(self) -> View:
        """The candidates as all sides see them; the sides stand as in `by_knowledge`."""
        if self._view is None:
            space, blocks = self._open_space()
            for side in self.sides:
                if side not in self._minds:
                    self._minds[side] = Mind(
                        self._wishes[side], blocks, self._pairs[side],
                        no_deal=self._no_deal[side], models=self.models, salt=self.salt,
                    )  # fmt: skip
            worths = [self._minds[side].worth() for side in self.by_knowledge()]
            barred = [one for side in self.by_knowledge() for one in self._wishes[side].barred()]
            self._view = View(space, blocks, worths, self._chance(), barred)
        return self._view

    def _open_space(self) -> tuple[Space, tuple[Block, ...]]:
        """The packages that break no rule and no red line of anybody."""
        lines: list[Never] = [rule for side in sorted(self.sides) for rule in self._wishes[side].rules(side)]
        space = self.space.with_rules(*lines)
        pairs = sorted({pair for side in self.sides for pair in self._pairs[side]})
        return space, space.joined(pairs)

    def place(self, side: str) -> int:
        """Which of the view's sides this is.

        Raises:
            AnswerWrong: there is no such side.
        """
        self.wishes(side)
        return self.by_knowledge().index(side)

    def by_knowledge(self) -> list[str]:
        """The sides in the order in which they are looked at: by what is known of them, and never by their names."""
        return sorted(self.sides, key=self._print)

    def _print(self, side: str) -> bytes:
        known = [(one.wish, one.doubt) for _, one in self._wishes[side].standing()]
        told = (known, self._no_deal[side], self._pairs[side], self.salt)
        return hashlib.sha256(repr(told).encode()).digest()

    def _chance(self) -> int:
        return int.from_bytes(
            hashlib.sha256(b"".join(self._print(side) for side in self.by_knowledge())).digest()[:8], "big"
        )
