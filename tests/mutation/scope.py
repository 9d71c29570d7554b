"""What of the desk is changed: all that an act rests on by which something crosses, and nothing that only draws a page.

Danger: a list of guards kept by hand, that a new guard is not on; hours of work on questions that no letter hangs on.
Duty: from the list of crossings the functions that do those acts, and all they rest on: the checks they call, what stands of the
record (folds), the tables and values they read, whoever calls them with a check of his own.
Shape: read from the text of the modules alone. A unit is a function, a method, the body of a class or a name at the top of a
module: `deliver`, `Text.digest`, `HOLDS`.
"""

import ast
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wasata.desk.access import ACTS
from wasata.desk.crossing import CROSSINGS, OWN_WORDS, TAKES_BACK

HOLDS_BACK = ("take_back_relay", "take_back_message", "countersign_relay")
"""Acts that write nowhere a side reads, and on which hangs what comes there: they stop a letter that waits, or say that a second
person looked at one sent alone."""

CROSSING_ACTS = tuple(dict.fromkeys((*(a for c in CROSSINGS for a in c.acts), *OWN_WORDS, *TAKES_BACK, *HOLDS_BACK)))
"""Every act that writes where a side reads, or gives or takes back what somebody reads, or holds back what was to cross."""

Unit = tuple[str, str]
"""Module and name."""


@dataclass
class Module:
    """The units of one module and what each names; `does`: the acts each does by its own hand."""

    units: dict[str, ast.AST] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    imported: dict[str, Unit] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)
    """Modules it imports as they are, by the names it gives them."""


def read(texts: Mapping[str, str]) -> dict[str, Module]:
    """Modules by their names (`desk/relay`)."""
    return {name: _module(ast.parse(text)) for name, text in texts.items()}


def _module(tree: ast.Module) -> Module:
    found = Module()
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name=name):
                found.units[name] = statement
            case ast.ClassDef(name=name):
                found.units[name] = statement
                methods = [one for one in statement.body if isinstance(one, ast.FunctionDef)]
                found.members[name] = [f"{name}.{one.name}" for one in methods]
                found.units.update((f"{name}.{one.name}", one) for one in methods)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found.units[name] = statement
            case ast.Assign(targets=[ast.Tuple(elts=many)]):
                found.units.update((one.id, statement) for one in many if isinstance(one, ast.Name))
            case ast.ImportFrom(module=source, names=names) if source and source.startswith("wasata."):
                where = source.removeprefix("wasata.").replace(".", "/")
                found.imported.update((one.asname or one.name, (where, one.name)) for one in names)
                found.whole.update((one.asname or one.name, f"{where}/{one.name}") for one in names)
            case _:
                pass
    return found


_SKIPPED = {"annotation", "returns", "decorator_list"}


def _parts(node: ast.AST, top: bool = True) -> Iterator[ast.AST]:
    """A unit's own tree: of a class its body without its methods, and no annotations anywhere."""
    for name, value in ast.iter_fields(node):
        if name in _SKIPPED:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or (
                top and isinstance(node, ast.ClassDef) and isinstance(child, ast.FunctionDef)
            ):
                continue
            yield child
            yield from _parts(child, top=False)


def _named(unit: ast.AST) -> tuple[set[str], set[str]]:
    """The names a unit reads and does not give itself, and the attributes."""
    parts = list(_parts(unit))
    given = {part.arg for part in parts if isinstance(part, ast.arg)}
    given |= {part.id for part in parts if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)}
    read = {part.id for part in parts if isinstance(part, ast.Name)}
    return read - given, {part.attr for part in parts if isinstance(part, ast.Attribute)}


def does(unit: ast.AST) -> set[str]:
    """The acts a function does: `desk.do("…")`, or under a name that it gave them before; and those it asks the right to
    (`desk.require("…")`) and then does by others."""
    parts = list(_parts(unit))
    calls = [one for one in parts if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.args]
    done: set[str] = set()
    if any(isinstance(one.func, ast.Attribute) and one.func.attr == "do" for one in calls):
        for call in calls:
            if not (isinstance(call.func, ast.Attribute) and call.func.attr in ("do", "require")):
                continue
            said = {part.id for part in ast.walk(call.args[0]) if isinstance(part, ast.Name)}
            before = [one.value for one in parts if isinstance(one, ast.Assign) and said & set(_targets(one))]
            done |= {
                part.value
                for told in (call.args[0], *before)
                for part in ast.walk(told)
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in ACTS
            }
    return done


def _targets(assigned: ast.Assign) -> Iterator[str]:
    for target in assigned.targets:
        for part in ast.walk(target):
            if isinstance(part, ast.Name):
                yield part.id


def doers(modules: Mapping[str, Module]) -> dict[str, set[Unit]]:
    """For each crossing act the functions that do it by their own hand."""
    found: dict[str, set[Unit]] = {act: set() for act in CROSSING_ACTS}
    for name, module in modules.items():
        for unit, node in module.units.items():
            if isinstance(node, ast.FunctionDef):
                for act in does(node) & found.keys():
                    found[act].add((name, unit))
    return found


def rests_on(modules: Mapping[str, Module]) -> dict[Unit, set[Unit]]:
    """What each unit names of these modules. An attribute is any method of that name in the modules that its own asks: of which
    class, the text does not say."""
    found: dict[Unit, set[Unit]] = {}
    for name, module in modules.items():
        methods: dict[str, set[Unit]] = {}
        asks = {where for where, _ in module.imported.values()} | set(module.whole.values())
        for asked in {name} | asks & modules.keys():
            for members in modules[asked].members.values():
                for member in members:
                    methods.setdefault(member.partition(".")[2], set()).add((asked, member))
        for unit, node in module.units.items():
            names, attributes = _named(node)
            there = {(name, one) if one in module.units else module.imported.get(one) for one in names}
            ours = {one for one in there if one is not None and one[0] in modules and one[1] in modules[one[0]].units}
            ours |= {one for attribute in attributes for one in methods.get(attribute, ())}
            there_whole = {module.whole[one] for one in names & module.whole.keys()} & modules.keys()
            ours |= {(one, unit) for one in there_whole for unit in attributes & modules[one].units.keys()}
            if isinstance(node, ast.ClassDef):  # what Python calls of itself
                ours |= {(name, one) for one in module.members[unit] if ".__" in one}
            found[name, unit] = ours - {(name, unit)}
    return found


def crossing(modules: Mapping[str, Module]) -> set[Unit]:
    """Every unit that a crossing act rests on: who does it; whoever brings that about, in a module where such acts are done; and
    all that these name in any."""
    below = rests_on(modules)
    doing = {unit for units in doers(modules).values() for unit in units}
    above: dict[Unit, set[Unit]] = {}
    for unit, named in below.items():
        for one in named if unit[0] in {module for module, _ in doing} else ():
            above.setdefault(one, set()).add(unit)
    return _closed(_closed(doing, above), below)


def _closed(first: Iterable[Unit], onward: Mapping[Unit, set[Unit]]) -> set[Unit]:
    found = set(first)
    waiting = list(found)
    while waiting:
        news = onward.get(waiting.pop(), set()) - found
        found |= news
        waiting.extend(news)
    return found


@functools.cache
def of_desk(source: Path) -> dict[str, Module]:
    """Every module of the desk, as its text stands."""
    return read(
        {path.relative_to(source).with_suffix("").as_posix(): path.read_text("utf-8")
         for path in sorted((source / "desk").glob("*.py"))}
    )  # fmt: skip


def unit_of(module: Module, where: str) -> str:
    """The unit in which a change stands: a method, or what is first at the top of the module."""
    first, _, rest = where.partition(".")
    method = f"{first}.{rest.partition('.')[0]}"
    return method if method in module.units else first
