"""What quarrels: the answers of one side that no values can fulfil together, and whether values of a pair would.

Danger: a contradiction that is averaged away, and with it the one answer that was true.
Duty: a smallest set of answers that quarrel, each of which would end the quarrel by being taken back; the pairs of issues that
would end it if their values did not add.
Shape: linear programmes over the values of options, which add over issues; the only module of the trade that knows the solver.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import highspy
import numpy as np

from wasata.propose.mind import ALIKE, Floats
from wasata.propose.wishes import Form, Known, Wishes

MARGIN = 1e-4
"""A preference, however weak, is more than nothing."""
MOST_PAIRS = 40


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Pieces of knowledge, by their places, that no values which add can fulfil together; without any one of them they can.

    `pairs`: pairs of issues, by their places, that would end it if each had a value of its own for every two options.
    """

    known: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]


def quarrels(wishes: Wishes) -> tuple[Quarrel, ...]:
    """The quarrels in what is known of a side, none of them sharing a piece with another. What is doubted most is left out first
    when the smallest set is looked for, so that what stays quarrelling is what was thought sure."""
    told = {n: list(_all_forms(wishes, n, one)) for n, one in wishes.standing()}
    left = {n: forms for n, forms in told.items() if forms}
    found = []
    while not _fits(wishes, [form for forms in left.values() for form in forms]):
        core = _smallest(wishes, left)
        forms = [form for n in core for form in left[n]]
        found.append(Quarrel(tuple(sorted(core)), tuple(_ending(wishes, forms))))
        left = {n: forms for n, forms in left.items() if n not in core}
    return tuple(found)


def _all_forms(wishes: Wishes, n: int, one: Known) -> Iterator[Form]:
    """The forms of a piece, also of an order that the values are built on."""
    forms = wishes.forms_of(n, replace(one, doubt=max(one.doubt, 1e-9)))
    return iter(forms)


def _smallest(wishes: Wishes, told: dict[int, list[Form]]) -> list[int]:
    core = sorted(told, key=lambda n: (-wishes.known[n].doubt, n))
    for n in list(core):
        rest = [m for m in core if m != n]
        if not _fits(wishes, [form for m in rest for form in told[m]]):
            core = rest
    return core


def _ending(wishes: Wishes, forms: Sequence[Form]) -> Iterator[tuple[int, int]]:
    """Pairs of issues in which packages of these answers differ, whose own values would fulfil them all."""
    touched = sorted({issue for form in forms for side in (form.more, form.less) if side for issue, _ in side})
    for pair in list(combinations(touched, 2))[:MOST_PAIRS]:
        if _fits(wishes, forms, pair):
            yield pair


def _fits(wishes: Wishes, forms: Sequence[Form], pair: tuple[int, int] | None = None) -> bool:
    """Whether some values fulfil all forms."""
    if not forms:
        return True
    sizes = wishes.space.sizes
    at = np.cumsum([0, *sizes])
    columns = int(at[-1]) + 1  # the last is no deal
    both = columns
    if pair:
        columns += sizes[pair[0]] * sizes[pair[1]]
    rows, low, high = np.zeros((len(forms), columns)), np.empty(len(forms)), np.full(len(forms), highspy.kHighsInf)
    for k, form in enumerate(forms):
        for sign, side in ((1.0, form.more), (-1.0, form.less)):
            if side is None:
                rows[k, at[-1]] += sign
                continue
            options = dict(side)
            for issue, option in side:
                rows[k, at[issue] + option] += sign
            if pair and pair[0] in options and pair[1] in options:
                rows[k, both + options[pair[0]] * sizes[pair[1]] + options[pair[1]]] += sign
        low[k], high[k] = (-ALIKE, ALIKE) if form.same else (MARGIN, high[k])
    return _solvable(rows, low, high)


def _solvable(rows: Floats, low: Floats, high: Floats) -> bool:
    """Whether numbers between 0 and 1 are there for which each row lies between its bounds."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = rows.shape[1], rows.shape[0]
    model.col_cost_ = np.zeros(rows.shape[1])
    model.col_lower_, model.col_upper_ = np.zeros(rows.shape[1]), np.ones(rows.shape[1])
    model.row_lower_, model.row_upper_ = low, high
    places = [np.flatnonzero(row) for row in rows]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(p) for p in places)])
    model.a_matrix_.index_ = np.concatenate(places)
    model.a_matrix_.value_ = np.concatenate([row[p] for row, p in zip(rows, places, strict=True)])
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)
