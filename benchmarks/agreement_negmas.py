"""NegMAS on one pair of sides: reads values from the standard input, writes what stood after each round of each protocol.

Run by `agreement.py --negmas PYTHON` under a Python that has NegMAS; imports nothing of this house.
"""

import json
import random
import sys

import numpy
from negmas import LinearAdditiveUtilityFunction, SAOMechanism, make_issue
from negmas.sao import BoulwareTBNegotiator, ConcederTBNegotiator, LinearTBNegotiator, MiCRONegotiator
from negmas.st import BinaryComparatorNegotiator, HillClimbingSTMechanism, VetoSTMechanism

TEXTS = (("single text, veto", VetoSTMechanism, 1000), ("single text, hill climbing", HillClimbingSTMechanism, 1000))
OFFERS = (
    ("alternating offers, Boulware", BoulwareTBNegotiator, 100),
    ("alternating offers, linear", LinearTBNegotiator, 100),
    ("alternating offers, conceder", ConcederTBNegotiator, 100),
    ("alternating offers, MiCRO", MiCRONegotiator, 1000),
)
MOST = 60_000
"""Packages: with more, alternating offers sort for minutes."""


def wishes(issues, values):
    told = {
        issue.name: {str(n): float(v) for n, v in enumerate(own)} for issue, own in zip(issues, values, strict=True)
    }
    return LinearAdditiveUtilityFunction(
        values=told, weights=dict.fromkeys(told, 1.0), issues=issues, reserved_value=0.0
    )


def bare(outcome):
    return None if outcome is None else [int(way) for way in outcome]


def stood_in(mechanism, of):
    stood = []
    while len(stood) < mechanism.n_steps:
        state = mechanism.step()
        stood.append(bare(of(mechanism, state)))
        if state.ended:
            break
    return stood


def main():
    told = json.load(sys.stdin)
    random.seed(told["chance"])
    numpy.random.seed(told["chance"])
    sides = told["sides"]
    issues = [make_issue([str(n) for n in range(len(own))], name=f"i{k}") for k, own in enumerate(sides[0])]
    packages = 1
    for own in sides[0]:
        packages *= len(own)
    found = {}
    for name, kind, most in TEXTS:
        mechanism = kind(issues=issues, n_steps=most)
        for values in sides:
            mechanism.add(BinaryComparatorNegotiator(), ufun=wishes(issues, values))
        found[f"NegMAS {name}, {most}"] = stood_in(mechanism, lambda _, state: state.current_offer or state.agreement)
    for name, kind, most in OFFERS:
        if packages > MOST:
            continue
        mechanism = SAOMechanism(issues=issues, n_steps=most)
        for values in sides:
            mechanism.add(kind(), ufun=wishes(issues, values))
        found[f"NegMAS {name}, {most}"] = stood_in(mechanism, lambda _, state: state.agreement)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
