"""Issues and values in the forms of others: XML of GENIUS, JSON of GeniusWeb, and a JSON of our own.

Danger: one number for two meanings. GENIUS divides an option's evaluation by the largest of its issue and then weighs it; a
program that weighs it as it stands finds another frontier.
Duty: read each form by its own rule, write what is read again the same; refuse by name what has no options to put in a package.
Shape: a folder of XML or JSON holds issues once and a profile of each side; ours is one file.

    {"format": "wasata.agreement.1",
     "issues": [{"name": "days", "options": ["2", "4"], "scale": true, "amounts": ["2", "4"]}],
     "rules":  [{"why": "…", "never": [{"issue": "days", "options": ["2"]}, …]}, {"why": "…", "total": ["days"], "at_most": "4"}],
     "sides":  [{"name": "north", "no_deal": 0.1, "values": {"days": {"2": 0.0, "4": 0.6}}}]}

A value is what an option adds to its package, on any scale; `no_deal` stands on the same one; without it, it is not known.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

import numpy as np
from numpy.typing import NDArray

from wasata.errors import DomainUnreadable
from wasata.propose.issues import MOST_OPTIONS, Issue, Never, Part, Rule, Space, Total
from wasata.words import Key

FORMAT = "wasata.agreement.1"
LARGEST = 32 * 1024 * 1024
_STEPS = 20
"""So many steps a range of broken numbers is cut into, where the file does not say."""


@dataclass(frozen=True)
class Profile:
    """One side's values: for each issue, what each option adds; and what no deal is worth, None where it is not said."""

    name: str
    values: tuple[NDArray[np.float64], ...]
    no_deal: float | None


@dataclass(frozen=True)
class Domain:
    """The issues of talks, and the profiles of their sides; none where only the issues are known."""

    space: Space
    profiles: tuple[Profile, ...]


def read(path: Path) -> Domain:
    """A file of ours, or a folder as GENIUS and GeniusWeb have them.

    Raises:
        DomainUnreadable: it is none of these, or breaks off; the file is named, and what is wrong in it.
    """
    if not path.is_dir():
        return _read_files([path])
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".xml", ".json"))
    if not files:
        _refuse(path, "nothing")
    return _read_files(files)


def _read_files(files: list[Path]) -> Domain:
    spaces: list[tuple[Path, Space]] = []
    profiles: list[Profile] = []
    for file in files:
        one = _XML(file).read() if file.suffix.lower() == ".xml" else _read_json(file)
        if spaces and _options(one.space) != _options(spaces[0][1]):
            _refuse(file, "other_issues", spaces[0][0].name)
        spaces.append((file, one.space))
        profiles += [_in_order(profile, one.space, spaces[0][1]) for profile in one.profiles]
    return Domain(spaces[0][1], tuple(profiles))


def _options(space: Space) -> dict[str, set[str]]:
    return {issue.name: set(issue.options) for issue in space.issues}


def _in_order(profile: Profile, own: Space, wanted: Space) -> Profile:
    """The same profile, its issues and options in the order of another file."""
    values = []
    for issue in wanted.issues:
        here = own.place(issue.name)
        values.append(profile.values[here][[own.issues[here].option(option) for option in issue.options]])
    return Profile(profile.name, tuple(values), profile.no_deal)


def _refuse(path: Path, why: str, value: object = "") -> NoReturn:
    raise DomainUnreadable(path=str(path), why=Key(f"propose.unreadable_why.{why}"), value=value)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise DomainUnreadable(path=str(path), why=Key("propose.unreadable_why.shut"), value=error.strerror) from None
    if len(data) > LARGEST:
        _refuse(path, "large", LARGEST)
    return data


# ---- GENIUS


class _XML:
    """One file of GENIUS: the issues, or the profile of a side."""

    def __init__(self, path: Path) -> None:
        self.path = path
        data = _bytes(path)
        if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0", data, re.I):
            _refuse(path, "entity")
        try:
            self.root = ElementTree.fromstring(data)  # noqa: S314 (no document type, so no entity is ever expanded)
        except (ParseError, ValueError, LookupError) as error:
            _refuse(path, "broken", str(error)[:80])

    def read(self) -> Domain:
        whole = self.root if self.root.tag == "utility_space" else self.root.find("utility_space")
        objective = None if whole is None else whole.find("objective")
        if whole is None or objective is None:
            _refuse(self.path, "no_objective")
        found = [self._issue(element) for element in objective.iter("issue")]
        if not found:
            _refuse(self.path, "no_objective")
        space = Space(tuple(issue for issue, _, _ in found))
        weights = {weight.get("index"): self._number(weight.get("value")) for weight in objective.iter("weight")}
        raw = [values for _, values, _ in found]
        if not weights or any(values is None for values in raw):
            return Domain(space, ())
        values = []
        for (_, own, index), issue in zip(found, space.issues, strict=True):
            if index not in weights:
                _refuse(self.path, "no_weight", issue.name)
            assert own is not None
            most = float(own.max())
            values.append(weights[index] * (own / most if most > 0 else own))
        told = whole.find("reservation")
        no_deal = self._number(told.get("value")) if told is not None else 0.0
        return Domain(space, (Profile(self.path.stem, tuple(values), no_deal),))

    def _issue(self, element: Element) -> tuple[Issue, NDArray[np.float64] | None, str | None]:
        name = (element.get("name") or "").strip()
        kind = element.get("vtype") or element.get("type") or element.get("etype") or "discrete"
        if kind in ("integer", "real"):
            return self._range(element, name, kind)
        items = element.findall("item")
        told = [item.get("evaluation") for item in items]
        values = None if None in told else np.array([self._number(one) for one in told])
        return Issue(name, tuple(str(item.get("value")) for item in items)), values, element.get("index")

    def _range(self, element: Element, name: str, kind: str) -> tuple[Issue, NDArray[np.float64] | None, str | None]:
        bounds = element.find("range")
        place = element if bounds is None else bounds
        low, high = (self._decimal(place.get(end)) for end in ("lowerbound", "upperbound"))
        issue = _numbers(self.path, name, low, high, Decimal(1) if kind == "integer" else (high - low) / _STEPS)
        evaluator = element.find("evaluator")
        if evaluator is None:
            return issue, None, element.get("index")
        if evaluator.get("ftype", "linear") != "linear":
            _refuse(self.path, "evaluator", evaluator.get("ftype"))
        # by GENIUS's rule: from the lower bound on, and never below 0 or above 1
        slope, offset = (self._number(evaluator.get(part)) for part in ("slope", "offset"))
        away = np.array([float(amount - low) for amount in issue.amounts])
        return issue, np.clip(offset + slope * away, 0.0, 1.0), element.get("index")

    def _number(self, told: str | None) -> float:
        try:
            found = float(told or "")
        except ValueError:
            _refuse(self.path, "number", told)
        return found if math.isfinite(found) else _refuse(self.path, "number", told)

    def _decimal(self, told: str | None) -> Decimal:
        self._number(told)
        return Decimal(told or "0")


def _numbers(path: Path, name: str, low: Decimal, high: Decimal, step: Decimal) -> Issue:
    if step <= 0 or high < low or (high - low) / step >= MOST_OPTIONS:
        _refuse(path, "range", name)
    return Issue.numbers(name, low, high, step)


def write_genius(domain: Domain, folder: Path) -> tuple[Path, ...]:
    """The issues and each profile as GENIUS has them: what an option adds is its evaluation, and its issue weighs as much as its
    best option. Rules have no place there and stay behind. Which files were written.

    Raises:
        DomainUnreadable: a value is below 0, which GENIUS does not have, or the folder cannot be written.
    """
    for profile in domain.profiles:
        if any(float(own.min()) < 0 for own in profile.values):
            _refuse(folder, "below_zero", profile.name)
    written = []
    sides: tuple[Profile | None, ...] = (None, *domain.profiles)
    for side in sides:
        root = whole = Element("utility_space" if side else "negotiation_template")
        if side is None:
            whole = ElementTree.SubElement(root, "utility_space", number_of_issues=str(len(domain.space.issues)))
        told = {"index": "0", "name": "root", "type": "objective", "etype": "objective", "description": ""}
        objective = ElementTree.SubElement(whole, "objective", told)
        for n, issue in enumerate(domain.space.issues, 1):
            kinds = dict.fromkeys(("vtype", "type", "etype"), "discrete")
            element = ElementTree.SubElement(objective, "issue", {"index": str(n), "name": issue.name, **kinds})
            for k, option in enumerate(issue.options, 1):
                value = {"evaluation": repr(float(side.values[n - 1][k - 1]))} if side else {}
                ElementTree.SubElement(element, "item", {"index": str(k), "value": option, **value})
        if side:
            for n, own in enumerate(side.values, 1):
                ElementTree.SubElement(objective, "weight", {"index": str(n), "value": repr(float(own.max()))})
            ElementTree.SubElement(whole, "reservation", {"value": repr(side.no_deal or 0.0)})
        ElementTree.indent(root)
        path = folder / (f"{side.name}.xml" if side else f"{folder.name}_domain.xml")
        path.write_bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))
        written.append(path)
    return tuple(written)


# ---- JSON: GeniusWeb's and ours


def _read_json(path: Path) -> Domain:
    try:
        told = json.loads(_bytes(path), parse_constant=lambda name: _refuse(path, "number", name))
    except (ValueError, RecursionError) as error:
        _refuse(path, "broken", str(error)[:80])
    reader = _Json(path)
    if not isinstance(told, dict):
        _refuse(path, "form")
    if told.get("format") == FORMAT:
        return reader.ours(told)
    if "LinearAdditiveUtilitySpace" in told:
        return reader.geniusweb(reader.map(told["LinearAdditiveUtilitySpace"]))
    if "issuesValues" in told:
        return Domain(reader.domain(told), ())
    _refuse(path, "form")


class _Json:
    """What stands in one file of JSON; whatever is not as it should be is named."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def map(self, told: object, at: str = "") -> Mapping[str, Any]:
        return told if isinstance(told, dict) else _refuse(self.path, "member", at)

    def list(self, told: object, at: str) -> list[Any]:
        return told if isinstance(told, list) else _refuse(self.path, "member", at)

    def number(self, told: object) -> float:
        if isinstance(told, int | float) and not isinstance(told, bool) and math.isfinite(told):
            return float(told)
        _refuse(self.path, "number", told)

    def decimal(self, told: object) -> Decimal:
        try:
            found = Decimal(str(told))
        except InvalidOperation:
            _refuse(self.path, "number", told)
        return found if found.is_finite() else _refuse(self.path, "number", told)

    def text(self, told: object, at: str) -> str:
        return told if isinstance(told, str) else _refuse(self.path, "member", at)

    # GeniusWeb

    def domain(self, told: Mapping[str, Any]) -> Space:
        issues = []
        for name, values in self.map(told.get("issuesValues"), "issuesValues").items():
            one = self.map(values, name)
            if "range" in one:
                bounds = self.map(one["range"], "range")
                low, high, step = (self.decimal(bounds.get(part)) for part in ("low", "high", "step"))
                issues.append(_numbers(self.path, name, low, high, step))
            else:
                issues.append(Issue(name, tuple(str(option) for option in self.list(one.get("values"), name))))
        return Space(tuple(issues))

    def geniusweb(self, told: Mapping[str, Any]) -> Domain:
        space = self.domain(self.map(told.get("domain"), "domain"))
        weights, utilities = (self.map(told.get(part), part) for part in ("issueWeights", "issueUtilities"))
        values = []
        for issue in space.issues:
            if issue.name not in weights or issue.name not in utilities:
                _refuse(self.path, "no_weight", issue.name)
            own = self._of_issue(issue, self.map(utilities[issue.name], issue.name))
            values.append(self.number(weights[issue.name]) * own)
        name = told.get("name")
        bid = told.get("reservationBid")
        no_deal = 0.0
        if isinstance(bid, dict):
            given = self.map(bid.get("issuevalues", {}), "reservationBid")
            for issue, own in zip(space.issues, values, strict=True):
                option = given.get(issue.name)
                no_deal += float(own[issue.option(str(option))]) if option is not None else 0.0
        return Domain(space, (Profile(str(name or self.path.stem), tuple(values), no_deal),))

    def _of_issue(self, issue: Issue, told: Mapping[str, Any]) -> NDArray[np.float64]:
        discrete = told.get("DiscreteValueSetUtilities", told.get("discreteutils"))
        if isinstance(discrete, dict):
            of = self.map(discrete.get("valueUtilities"), issue.name)
            return np.array([self.number(of.get(option, 0.0)) for option in issue.options])
        numbers = told.get("NumberValueSetUtilities", told.get("numberutils"))
        if isinstance(numbers, dict):
            ends = ("lowValue", "lowUtility", "highValue", "highUtility")
            low, least, high, most = (float(self.decimal(numbers.get(end))) for end in ends)
            amounts = np.array([float(amount) for amount in issue.amounts])
            return least + (most - least) * (amounts - low) / (high - low if high != low else 1.0)
        _refuse(self.path, "member", issue.name)

    # ours

    def ours(self, told: Mapping[str, Any]) -> Domain:
        issues = tuple(self._issue(self.map(one, "issues")) for one in self.list(told.get("issues"), "issues"))
        by_name = {issue.name: issue for issue in issues}
        rules = tuple(self._rule(self.map(one, "rules"), by_name) for one in self.list(told.get("rules", []), "rules"))
        space = Space(issues, rules)
        return Domain(
            space, tuple(self._side(self.map(one, "sides"), space) for one in self.list(told.get("sides", []), "sides"))
        )

    def _issue(self, told: Mapping[str, Any]) -> Issue:
        options = tuple(self.text(option, "options") for option in self.list(told.get("options"), "options"))
        amounts = tuple(self.decimal(amount) for amount in self.list(told.get("amounts", []), "amounts"))
        return Issue(self.text(told.get("name"), "name"), options, told.get("scale") is True, amounts)

    def _rule(self, told: Mapping[str, Any], issues: Mapping[str, Issue]) -> Rule:
        why = self.text(told.get("why", ""), "why")
        if "never" in told:
            return Never(
                why, tuple(self._part(self.map(one, "never"), issues) for one in self.list(told["never"], "never"))
            )
        if "total" in told:
            low, high = (
                self.decimal(told[end]) if told.get(end) is not None else None for end in ("at_least", "at_most")
            )
            names = tuple(self.text(name, "total") for name in self.list(told["total"], "total"))
            return Total(why, names, low, high)
        _refuse(self.path, "rule", why)

    def _part(self, told: Mapping[str, Any], issues: Mapping[str, Issue]) -> Part:
        name = self.text(told.get("issue"), "issue")
        if name not in issues:
            _refuse(self.path, "no_issue", name)
        options = self.list(told.get("options"), "options")
        return Part(name, frozenset(issues[name].option(self.text(option, "options")) for option in options))

    def _side(self, told: Mapping[str, Any], space: Space) -> Profile:
        given = self.map(told.get("values"), "values")
        values = []
        for issue in space.issues:
            own = self.map(given.get(issue.name), issue.name)
            missing = [option for option in issue.options if option not in own]
            if missing:
                _refuse(self.path, "no_value", f"{issue.name}: {missing[0]}")
            values.append(np.array([self.number(own[option]) for option in issue.options]))
        no_deal = told.get("no_deal")
        return Profile(
            self.text(told.get("name"), "name"), tuple(values), None if no_deal is None else self.number(no_deal)
        )


def write_geniusweb(domain: Domain, folder: Path) -> tuple[Path, ...]:
    """Each profile as GeniusWeb has it, its values from 0 to 1 and weights that make 1. No deal is a package there, and stays
    behind with the rules. Which files were written."""
    issues = {issue.name: {"values": list(issue.options)} for issue in domain.space.issues}
    told: dict[str, Any] = {"name": folder.name, "issuesValues": issues}
    written = [_write(folder / f"{folder.name}.json", told)]
    for profile in domain.profiles:
        least, span = ([float(f(own)) for own in profile.values] for f in (np.min, np.ptp))
        total = sum(span) or 1.0
        utilities, weights = {}, {}
        for issue, own, low, wide in zip(domain.space.issues, profile.values, least, span, strict=True):
            shares = {
                option: (float(v) - low) / wide if wide else 0.0 for option, v in zip(issue.options, own, strict=True)
            }
            utilities[issue.name] = {"DiscreteValueSetUtilities": {"valueUtilities": shares}}
            weights[issue.name] = wide / total
        space = {"issueUtilities": utilities, "issueWeights": weights, "domain": told, "name": profile.name}
        written.append(_write(folder / f"{profile.name}.json", {"LinearAdditiveUtilitySpace": space}))
    return tuple(written)


def write(domain: Domain, path: Path) -> Path:
    """One file of ours, with rules and profiles."""
    issues, space = [], domain.space
    for issue in space.issues:
        one: dict[str, Any] = {"name": issue.name, "options": list(issue.options)}
        one |= {"scale": True} if issue.scale else {}
        issues.append(one | ({"amounts": [f"{amount:f}" for amount in issue.amounts]} if issue.amounts else {}))
    sides = []
    for profile in domain.profiles:
        values = {
            issue.name: {option: float(v) for option, v in zip(issue.options, own, strict=True)}
            for issue, own in zip(space.issues, profile.values, strict=True)
        }
        known = {} if profile.no_deal is None else {"no_deal": profile.no_deal}
        sides.append({"name": profile.name, **known, "values": values})
    told = {
        "format": FORMAT,
        "issues": issues,
        "rules": [_told_rule(rule, space) for rule in space.rules],
        "sides": sides,
    }
    return _write(path, told)


def _told_rule(rule: Rule, space: Space) -> dict[str, Any]:
    if isinstance(rule, Total):
        bounds = {"at_least": rule.at_least, "at_most": rule.at_most}
        return {"why": rule.why, "total": list(rule.issues)} | {k: f"{v:f}" for k, v in bounds.items() if v is not None}
    parts = [
        {"issue": one.issue, "options": [space.issues[space.place(one.issue)].options[n] for n in sorted(one.options)]}
        for one in rule.parts
    ]
    return {"why": rule.why, "never": parts}


def _write(path: Path, told: Mapping[str, Any]) -> Path:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path
