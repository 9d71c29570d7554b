"""What a side may value: many value models drawn by how well they fit all that is known of it.

Danger: one model that fits, taken for the side's mind; a wrong answer that shuts out the true one for ever.
Duty: draw models in proportion to their likelihood; say what packages, and no deal, are worth in each.
Shape: values add over terms: an issue each, or a pair of issues where a pair was asked for. A term's options have values from 0
to 1, in the order told; a term has a weight, in the order told. An answer is a form, linear in values times weights; the side
slips in each with the same small chance, unknown, and whoever told it may be wrong besides.

    values inside a term   the steps between options: Dirichlet; evenness and slope shared by all issues of the side, and unknown
    weights                Gamma, its evenness unknown; the scale of all is free, since nothing asked depends on it
    no deal                between the worst and the best package, nearer the worst as likely as far from the best
    slips                  one chance for the side, unknown, most likely small

Drawn by sequential Monte Carlo: for each answer the models are drawn again by its likelihood, then moved by Gibbs steps: each
coordinate of all models at once, from the exact density, which is constant between the places where an answer turns over. (Gibbs
alone, without drawing again, stays for hundreds of sweeps where the last answer put it.)
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wasata.propose.issues import Block, Packages
from wasata.propose.wishes import Form, Wishes

Floats = NDArray[np.float64]

MODELS = 256
SWEEPS = 8
"""After each answer; what stands after them is looked at."""
ALIKE = 0.01
"""Within this part of a side's whole range two packages are the same to it."""

NEAR = 0.05
"""Within this part it may be called the same by a slip."""

_EVENNESS, _SLOPES = (1.0, 2.0, 4.0, 8.0, 16.0), (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
_WEIGHTS = (1.0, 2.0, 4.0, 8.0)
_SLIPS, _SLIPS_PRIOR = (0.005, 0.02, 0.06, 0.15), (0.5, 0.3, 0.15, 0.05)
_PAIR_RATE = 4.0
"""Pairs weigh a quarter of what issues do, before anything is known of them."""
_TINY = 1e-12


@dataclass(frozen=True)
class Worth:
    """What is worth what to a side, in each of N models, on the scale where its worst package is 0 and its best 1.

    `blocks`: for each block of the space, N × ways. `no_deal`: N.
    """

    blocks: tuple[Floats, ...]
    no_deal: Floats

    def of(self, ways: Packages) -> Floats:
        """Packages, given by the numbers of their ways: N × M."""
        return np.asarray(sum(own[:, ways[:, k]] for k, own in enumerate(self.blocks)))


class Mind:
    """Value models of one side, N at once.

    Args:
        wishes: all that is known of it.
        blocks: in which groups the issues are settled; each pair of issues lies in one of them.
        pairs: issues whose values do not add: each pair has a value of its own for every two options.
        no_deal: what no deal is worth to it, 0 to 1 of its range; None: not known.
        models: how many are drawn.
        salt: what else the draws depend on; the same record gives the same draws.
    """

    def __init__(
        self, wishes: Wishes, blocks: Sequence[Block], pairs: Sequence[tuple[int, int]] = (), *, no_deal: float | None = 0.0,
        models: int = MODELS, salt: str = "",
    ) -> None:  # fmt: skip
        self.wishes, self.blocks, self.n = wishes, tuple(blocks), models
        orders = [wishes.order(n) for n in range(len(wishes.space.issues))]
        # by what the models are built on alone: so those that grew by answers are those that are drawn with all of them at once
        told = hashlib.sha256(repr((salt, orders, wishes.issue_order(), tuple(pairs), no_deal)).encode()).digest()
        self._dice = np.random.default_rng(int.from_bytes(told[:8], "big"))
        self._terms = tuple(Term.of(wishes, pairs))
        self._lay_out()
        self._begin(no_deal)
        self._move()
        self.forms = wishes.forms()
        for form in self.forms:
            self._tell(self._rows(form))

    def grows(self, wishes: Wishes) -> bool:
        """Takes in what was told since, where that is all that changed in the forms; False where the models must be drawn anew:
        an order is told, something is withdrawn."""
        alike = all(wishes.order(n) == self.wishes.order(n) for n in range(len(wishes.space.issues)))
        forms = wishes.forms()
        if not alike or wishes.issue_order() != self.wishes.issue_order() or forms[: len(self.forms)] != self.forms:
            return False
        self.wishes, new = wishes, forms[len(self.forms) :]
        self.forms = forms
        for form in new:
            self._tell(self._rows(form))
        return True

    # how the coordinates lie

    def _lay_out(self) -> None:
        terms = self._terms
        self._at = np.cumsum([0] + [len(term.groups) for term in terms])
        self._term_of = np.repeat(np.arange(len(terms)), [len(term.groups) for term in terms])
        order = self.wishes.issue_order()
        named = [n for group in order for n in group]
        groups = [*order, *((n,) for n in range(len(terms)) if n not in named)]
        self._weight_of = np.zeros(len(terms), dtype=np.intp)
        for g, members in enumerate(groups):
            self._weight_of[list(members)] = g
        self._n_of = np.array([len(members) for members in groups], dtype=float)
        self._chain = len(order)
        """The first so many weights stand in order."""
        self._members = [
            np.concatenate([np.arange(self._at[t], self._at[t + 1]) for t in members]) for members in groups
        ]
        pair = [t for t, term in enumerate(terms) if len(term.issues) > 1]
        self._rate = np.where(np.isin(np.arange(len(groups)), self._weight_of[pair]), _PAIR_RATE, 1.0)
        self._gaps_at = np.cumsum([0] + [len(term.groups) - 1 for term in terms])

    def _begin(self, no_deal: float | None) -> None:
        dice, n = self._dice, self.n
        grid = [(even, slope) for even in _EVENNESS for slope in _SLOPES]
        self._steps = np.zeros((len(grid), int(self._gaps_at[-1])))
        self._steps_norm = np.zeros(len(grid))
        for g, (even, slope) in enumerate(grid):
            for t, term in enumerate(self._terms):
                m = len(term.groups) - 1
                if not term.ordered or m < 1:
                    continue
                tilt = np.exp(slope * (np.arange(m) - (m - 1) / 2) / max(m - 1, 1))
                share = even * m * tilt / tilt.sum()
                self._steps[g, self._gaps_at[t] : self._gaps_at[t + 1]] = share - 1
                self._steps_norm[g] += math.lgamma(share.sum()) - sum(math.lgamma(x) for x in share)
        self._shape = np.array(_WEIGHTS)
        self._g, self._a = dice.integers(len(grid), size=n), dice.integers(len(_WEIGHTS), size=n)
        self._e = np.asarray(dice.choice(len(_SLIPS), size=n, p=_SLIPS_PRIOR))
        self._v = np.zeros((n, int(self._at[-1])))
        for t, term in enumerate(self._terms):
            m, here = len(term.groups) - 1, slice(self._at[t], self._at[t + 1])
            if not term.ordered:
                self._v[:, here] = dice.random((n, m + 1))
            elif m >= 1:
                gaps = dice.gamma(self._steps[self._g, self._gaps_at[t] : self._gaps_at[t + 1]] + 1) + _TINY
                rising = np.cumsum(gaps, axis=1) / gaps.sum(axis=1, keepdims=True)
                self._v[:, here] = np.concatenate([np.zeros((n, 1)), rising], axis=1)
        self._w = dice.gamma(self._shape[self._a][:, None], size=(n, len(self._n_of))) / self._rate + _TINY
        self._w[:, : self._chain] = np.sort(self._w[:, : self._chain], axis=1)
        self.knows_no_deal = no_deal is not None
        self._r = np.full(n, no_deal) if no_deal is not None else dice.random(n)
        self._c, self._d, self._k = np.zeros((0, int(self._at[-1]))), np.zeros(0), np.zeros(0)
        self._doubt = np.zeros(0)

    # what is told

    def _rows(self, form: Form) -> tuple[Floats, Floats, Floats, Floats]:
        """A form as rows: of values times weights, of no deal, of the whole range; and the doubt of each."""
        row, deal = np.zeros(int(self._at[-1])), 0.0
        for sign, side in ((1.0, form.more), (-1.0, form.less)):
            if side is None:
                deal += sign
                continue
            options = dict(side)
            for t, term in enumerate(self._terms):
                if all(issue in options for issue in term.issues):
                    row[self._at[t] + term.group_of[tuple(options[issue] for issue in term.issues)]] += sign
        if form.same:
            # said of what is far apart it would be two slips: nobody says so by mistake of what he prefers clearly
            rows, deals = np.array([row, -row, row, -row]), np.array([deal, -deal, deal, -deal])
            band = np.array([ALIKE, ALIKE, NEAR, NEAR])
        else:
            rows, deals, band = row[None], np.array([deal]), np.zeros(1)
        return rows, deals, band, np.full(len(rows), form.doubt)

    def _tell(self, rows: tuple[Floats, Floats, Floats, Floats]) -> None:
        c, d, k, doubt = rows
        wrong = (self._forms(c, d, k) <= 0).astype(float)
        slip = self._slip(doubt)
        chance = np.where(wrong > 0, np.log(slip), np.log1p(-slip)).sum(axis=1)
        weights = np.exp(chance - chance.max())
        ends = np.cumsum(weights / weights.sum())
        chosen = np.minimum(np.searchsorted(ends, (np.arange(self.n) + self._dice.random()) / self.n), self.n - 1)
        for name in ("_v", "_w", "_g", "_a", "_e", "_r"):
            setattr(self, name, getattr(self, name)[chosen])
        self._c, self._d = np.concatenate([self._c, c]), np.concatenate([self._d, d])
        self._k, self._doubt = np.concatenate([self._k, k]), np.concatenate([self._doubt, doubt])
        self._move()

    def _slip(self, doubt: Floats) -> Floats:
        """The chance that an answer is the other way round, N × answers: the side slipped, or whoever told it."""
        own = np.array(_SLIPS)[self._e][:, None]
        return own + doubt - 2 * own * doubt

    def _forms(self, c: Floats, d: Floats, k: Floats) -> Floats:
        """How far each form is fulfilled in each model; not fulfilled at 0 and below."""
        whole = self._w @ self._n_of
        return np.asarray((self._v * self._spread()) @ c.T + whole[:, None] * (k + self._r[:, None] * d))

    def _spread(self) -> Floats:
        """Each value's weight."""
        return self._w[:, self._weight_of[self._term_of]]

    # moves

    def _move(self) -> None:
        for _ in range(SWEEPS):
            self._sweep()

    def _sweep(self) -> None:
        slip = self._slip(self._doubt)
        odds = np.log1p(-slip) - np.log(slip)
        f = self._forms(self._c, self._d, self._k)
        self._sweep_weights(f, odds)
        self._sweep_values(f, odds)
        self._sweep_no_deal(f, odds)
        self._sweep_shared(f)

    def _sweep_weights(self, f: Floats, odds: Floats) -> None:
        dice, shape = self._dice, self._shape[self._a]
        by_range = self._k + self._r[:, None] * self._d
        touched_all = (self._k != 0) | (self._d != 0)
        for g in dice.permutation(len(self._n_of)):
            columns, w = self._members[g], self._w[:, g]
            u = dice.random(self.n)
            low = np.where(shape > 1, w * u ** (1 / np.maximum(shape - 1, 1e-9)), 0.0)
            high = w - np.log(dice.random(self.n)) / self._rate[g]
            if g < self._chain:
                low = np.maximum(low, self._w[:, g - 1]) if g > 0 else low
                high = np.minimum(high, self._w[:, g + 1]) if g < self._chain - 1 else high
            active = np.flatnonzero(touched_all | (self._c[:, columns] != 0).any(axis=1))
            slope = self._v[:, columns] @ self._c[np.ix_(active, columns)].T + by_range[:, active] * self._n_of[g]
            new = self._drawn(low, high, w, f[:, active], slope, odds[:, active])
            f[:, active] += slope * (new - w)[:, None]
            self._w[:, g] = new

    def _sweep_values(self, f: Floats, odds: Floats) -> None:
        for t, term in enumerate(self._terms):
            m = len(term.groups) - 1
            w = self._w[:, self._weight_of[t]]
            for g in range(1, m) if term.ordered else range(m + 1):
                p, gap = int(self._at[t]) + g, int(self._gaps_at[t]) + g
                now, active = self._v[:, p], np.flatnonzero(self._c[:, p])
                low, high = (
                    (self._v[:, p - 1], self._v[:, p + 1]) if term.ordered else (np.zeros(self.n), np.ones(self.n))
                )
                slope = w[:, None] * self._c[active, p]
                new = self._drawn(low, high, now, f[:, active], slope, odds[:, active])
                if term.ordered:
                    before, after = self._steps[self._g, gap - 1], self._steps[self._g, gap]
                    gain = before * (np.log(new - low + _TINY) - np.log(now - low + _TINY))
                    gain += after * (np.log(high - new + _TINY) - np.log(high - now + _TINY))
                    new = np.where(np.log(self._dice.random(self.n)) < gain, new, now)
                f[:, active] += (new - now)[:, None] * slope
                self._v[:, p] = new

    def _sweep_no_deal(self, f: Floats, odds: Floats) -> None:
        if self.knows_no_deal:
            return
        active = np.flatnonzero(self._d)
        whole, now = self._w @ self._n_of, self._r
        slope = whole[:, None] * self._d[active]
        new = self._drawn(np.zeros(self.n), np.ones(self.n), now, f[:, active], slope, odds[:, active])
        taken = self._dice.random(self.n) * (1 - now + _TINY) < 1 - new
        self._r = np.where(taken, new, now)
        f[:, active] += slope * (self._r - now)[:, None]

    def _sweep_shared(self, f: Floats) -> None:
        """What the issues of the side have in common, and the scale of all weights."""
        dice = self._dice
        gaps = np.ones((self.n, int(self._gaps_at[-1])))
        for t, term in enumerate(self._terms):
            if term.ordered:
                gaps[:, self._gaps_at[t] : self._gaps_at[t + 1]] = np.diff(
                    self._v[:, self._at[t] : self._at[t + 1]], axis=1
                )
        self._g = self._chosen(np.log(gaps + 1e-9) @ self._steps.T + self._steps_norm)
        logs = np.log(self._w * self._rate + 1e-300).sum(axis=1)[:, None]
        norms = np.array([math.lgamma(a) for a in self._shape])
        self._a = self._chosen(logs * (self._shape - 1) - len(self._n_of) * norms)
        wrong = (f <= 0).astype(float)
        chances = np.empty((self.n, len(_SLIPS)))
        for e, (slip, prior) in enumerate(zip(_SLIPS, _SLIPS_PRIOR, strict=True)):
            both = slip + self._doubt - 2 * slip * self._doubt
            chances[:, e] = math.log(prior) + wrong @ np.log(both) + (1 - wrong) @ np.log1p(-both)
        self._e = self._chosen(chances)
        total = (self._w * self._rate).sum(axis=1)
        self._w *= (dice.gamma(len(self._n_of) * self._shape[self._a]) / total)[:, None]

    def _chosen(self, logs: Floats) -> NDArray[np.intp]:
        ends = np.cumsum(np.exp(logs - logs.max(axis=1, keepdims=True)), axis=1)
        return np.asarray((ends < self._dice.random(self.n)[:, None] * ends[:, -1:]).sum(axis=1))

    def _drawn(self, low: Floats, high: Floats, now: Floats, f: Floats, slope: Floats, odds: Floats) -> Floats:
        """One coordinate of every model, drawn between bounds. Where a form turns over the density changes by its odds."""
        if not f.shape[1]:
            return low + (high - low) * self._dice.random(self.n)
        with np.errstate(divide="ignore", invalid="ignore"):
            turn = now[:, None] - f / slope
        turn = np.clip(np.nan_to_num(turn, nan=0.0, posinf=1e300, neginf=-1e300), low[:, None], high[:, None])
        order = np.argsort(turn, axis=1)
        places = np.concatenate([low[:, None], np.take_along_axis(turn, order, 1), high[:, None]], axis=1)
        logs = np.zeros(places.shape)[:, :-1]
        np.cumsum(np.take_along_axis(np.sign(slope) * odds, order, 1), axis=1, out=logs[:, 1:])
        wide = np.diff(places, axis=1)
        logs[wide <= 0] = -np.inf
        top = logs.max(axis=1, keepdims=True)
        ends = np.cumsum(np.exp(logs - np.where(np.isfinite(top), top, 0.0)) * wide, axis=1)
        whole, each = ends[:, -1], np.arange(self.n)
        at = np.minimum((ends < (self._dice.random(self.n) * whole)[:, None]).sum(axis=1), wide.shape[1] - 1)
        new = places[each, at] + wide[each, at] * self._dice.random(self.n)
        return np.where(whole > 0, new, now)

    # what came of it

    @property
    def slips(self) -> float:
        """The chance that an answer of this side is wrong, by all it answered."""
        return float(np.array(_SLIPS)[self._e].mean())

    def fulfils(self, form: Form) -> float:
        """In which part of the models this form holds."""
        c, d, k, _ = self._rows(form)
        return float((self._forms(c, d, k) > 0).all(axis=1).mean())

    def worth(self) -> Worth:
        """What every way to settle each block is worth, and no deal, in each model."""
        theta = self._v * self._spread()
        blocks, least, most = [], np.zeros(self.n), np.zeros(self.n)
        for block in self.blocks:
            total = np.zeros((self.n, len(block.ways)))
            for t, term in enumerate(self._terms):
                if set(term.issues) <= set(block.issues):
                    columns = [block.issues.index(issue) for issue in term.issues]
                    groups = term.groups_of(block.ways[:, columns])
                    total += theta[:, self._at[t] + groups]
            low = total.min(axis=1)
            blocks.append(total - low[:, None])
            least, most = least + low, most + total.max(axis=1)
        span = np.maximum(most - least, _TINY)
        deal = (self._r * (self._w @ self._n_of) - least) / span
        return Worth(tuple(own / span[:, None] for own in blocks), np.clip(deal, 0.0, 1.0))


@dataclass(frozen=True)
class Term:
    """One term of a value model: an issue, or a pair. `groups`: its options, those wished for alike together, the worst first
    where `ordered`. `group_of`: where an option stands."""

    issues: tuple[int, ...]
    groups: tuple[tuple[tuple[int, ...], ...], ...]
    ordered: bool
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, wishes: Wishes, pairs: Sequence[tuple[int, int]]) -> "list[Term]":
        sizes = wishes.space.sizes
        found = []
        for n, size in enumerate(sizes):
            order = wishes.order(n)
            groups = order if order is not None else tuple((option,) for option in range(size))
            found.append(cls((n,), tuple(tuple((o,) for o in group) for group in groups), order is not None, (size,)))
        for one, other in pairs:
            both = tuple(((a, b),) for a in range(sizes[one]) for b in range(sizes[other]))
            found.append(cls((one, other), both, False, (sizes[one], sizes[other])))
        return found

    @property
    def group_of(self) -> dict[tuple[int, ...], int]:
        """Where the options stand."""
        return {option: g for g, group in enumerate(self.groups) for option in group}

    def groups_of(self, options: Packages) -> NDArray[np.intp]:
        """The same for rows of options, M × issues of the term."""
        table = np.zeros(self.sizes, dtype=np.intp)
        for option, g in self.group_of.items():
            table[option] = g
        return np.asarray(table[tuple(options.T)])
