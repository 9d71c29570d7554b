"""Small changes to a module, each of which some test must notice.

Danger: a change that no program could tell from the original is taken for a gap; a gap is hidden among thousands of changes that
any test kills.
Duty: every mutant of a module's text, in an order that does not change; each with a name that survives moved lines.
Shape: a `Mutant` is a path to a node of the tree, what stands there instead, and how a person reads it. What a person reads only
(annotations, docstrings, the words of a refusal, `repr`) is not changed: other tests look after that. That there is a refusal is.
"""

import ast
import copy
import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

Step = tuple[str, int | None]
Path = tuple[Step, ...]
DROPPED = "(dropped)"


class Mutant(NamedTuple):
    """One change. `where` is the function or the name at the top of the module; `nth` tells equal changes of one place apart."""

    module: str
    where: str
    before: str
    after: str
    nth: int
    line: int
    path: Path
    instead: ast.AST
    function: bool
    """Whether it is inside a function, and so can be planted without making the module anew."""

    @property
    def name(self) -> tuple[str, str, str, str]:
        """How the list of equivalents calls it."""
        return self.module, self.where, self.before, self.after + (f" #{self.nth}" if self.nth > 1 else "")

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.where}: {self.before}  →  {self.name[3]}"


def mutants(module: str, text: str, acts: tuple[str, ...] = ()) -> tuple[Mutant, ...]:
    """All mutants of a module. `acts`: the names of roles, where the module tells which of them may do what."""
    found: list[Mutant] = []
    seen: dict[tuple[str, str, str], int] = {}
    for path, old, new, before, after in _of(ast.parse(text), acts):
        where, function = _place(text, path)
        key = (where, before, after)
        seen[key] = seen.get(key, 0) + 1
        line = getattr(old, "lineno", 0)
        found.append(Mutant(module, where, before, after, seen[key], line, path, new, function))
    return tuple(found)


def mutated(text: str, mutant: Mutant) -> ast.Module:
    """The whole tree with the one change in it."""
    tree = ast.parse(text)
    node: Any = tree
    for field, n in mutant.path[:-1]:
        node = getattr(node, field) if n is None else getattr(node, field)[n]
    field, n = mutant.path[-1]
    old = getattr(node, field) if n is None else getattr(node, field)[n]
    new = ast.copy_location(copy.deepcopy(mutant.instead), old)
    if n is None:
        setattr(node, field, new)
    else:
        getattr(node, field)[n] = new
    return ast.fix_missing_locations(tree)


_tree = functools.cache(ast.parse)


def _place(text: str, path: Path) -> tuple[str, bool]:
    node: Any = _tree(text)
    names: list[str] = []
    function = False
    for field, n in path:
        if (isinstance(node, ast.FunctionDef) and field == "body") or (
            isinstance(node, ast.Lambda) and field == "body"
        ):
            function = True
        node = getattr(node, field) if n is None else getattr(node, field)[n]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and not function:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                names.append(target.id)
    return ".".join(names), function


Change = tuple[Path, ast.AST, ast.AST, str, str]


def _of(tree: ast.Module, acts: tuple[str, ...]) -> Iterator[Change]:
    yield from _walk(tree, (), acts)


# read by people or by the type checker alone
_FIELDS_LEFT = {"annotation", "returns", "decorator_list", "bases", "keywords_of_class"}
_NAMES_LEFT = {"__repr__", "__str__", "_no"}
_CALLS_LEFT = {"Key", "TypeVar", "dataclass", "cast"}


def _walk(node: ast.AST, path: Path, acts: tuple[str, ...], parent: ast.AST | None = None) -> Iterator[Change]:
    if isinstance(node, ast.FunctionDef) and node.name in _NAMES_LEFT:
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS_LEFT:
        return
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in ("Literal", "View"):
        return
    if isinstance(node, ast.Assign) and _is_alias(node):
        return
    yield from _here(node, path, acts, parent)
    for field, value in ast.iter_fields(node):
        if field in _FIELDS_LEFT or field == "ctx" or (_is_row(node) and field == "args"):
            continue
        if isinstance(node, ast.Raise):
            continue
        if isinstance(value, list):
            for n, child in enumerate(value):
                if _is_view(node) and field == "args" and n < 2:
                    continue  # under another name or number a snapshot is made anew, and says the same
                if isinstance(child, ast.AST) and not _is_docstring(node, field, child):
                    yield from _walk(child, (*path, (field, n)), acts, node)
        elif isinstance(value, ast.AST):
            yield from _walk(value, (*path, (field, None)), acts, node)


def _is_row(node: ast.AST) -> bool:
    """A row of the table of acts: its roles are given and taken by name, each of its logs is dropped."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_act"


def _is_view(node: ast.AST) -> bool:
    """A fold: the name and number of its snapshots, the logs it reads, how it begins, how it goes on."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "View"


def _is_alias(node: ast.Assign) -> bool:
    """`Writes = Mapping[...]`: a name for a type."""
    known = ("Mapping", "Callable", "Literal", "dict", "tuple")
    return (
        isinstance(node.value, ast.Subscript)
        and isinstance(node.value.value, ast.Name)
        and node.value.value.id in known
    )


def _is_docstring(node: ast.AST, field: str, child: ast.AST) -> bool:
    return field == "body" and isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _says(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


_EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Add, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_OTHERS = {"any": "all", "all": "any", "min": "max", "max": "min"}


def _here(node: ast.AST, path: Path, acts: tuple[str, ...], parent: ast.AST | None) -> Iterator[Change]:
    """The changes at this node itself."""
    match node:
        case ast.If() | ast.While() | ast.IfExp():
            at = (*path, ("test", None))
            for forced in (True, False):
                if not (isinstance(node, ast.While) and forced):
                    yield at, node.test, ast.Constant(forced), f"if {_says(node.test)}", f"if {forced}"
        case ast.comprehension():
            for n, test in enumerate(node.ifs):
                for forced in (True, False):
                    yield (*path, ("ifs", n)), test, ast.Constant(forced), f"if {_says(test)}", f"if {forced}"
        case ast.BoolOp():
            for n, one in enumerate(node.values):
                rest = [v for k, v in enumerate(node.values) if k != n]
                new = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
                yield path, node, new, _says(node), f"without {_says(one)}"
        case ast.UnaryOp(op=ast.Not()):
            if not _is_test(node, parent):
                yield path, node, node.operand, _says(node), _says(node.operand)
        case ast.UnaryOp(op=ast.USub()):
            yield path, node, node.operand, _says(node), _says(node.operand)
        case ast.Compare() if len(node.ops) == 1:
            yield from _compared(node, path, parent)
        case ast.BinOp() if type(node.op) in _SUMS:
            new = ast.BinOp(node.left, _SUMS[type(node.op)](), node.right)
            yield path, node, new, _says(node), _says(new)
        case ast.Constant():
            yield from _other_constant(node, path, parent)
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield (*path, ("value", None)), value, ast.Constant(None), _says(node), "return None"
        case ast.Raise() | ast.Continue() | ast.Break() | ast.AugAssign() | ast.Delete():
            yield path, node, ast.Pass(), _says(node), DROPPED
        case ast.Expr(value=ast.Call()):
            yield path, node, ast.Pass(), _says(node), DROPPED
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield path, node, ast.Pass(), _says(node), DROPPED
        case ast.Set() | ast.Tuple() | ast.List() | ast.Dict():
            yield from _one_less(node, path)
        case ast.Call():
            yield from _called(node, path, acts)
        case _:
            pass


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_test(node: ast.AST, parent: ast.AST | None) -> bool:
    """Where a truth is asked for, forcing it says all that turning it round would."""
    if isinstance(parent, ast.If | ast.While | ast.IfExp):
        return node is parent.test
    if isinstance(parent, ast.comprehension):
        return node in parent.ifs
    return isinstance(parent, ast.BoolOp) or (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not))


def _compared(node: ast.Compare, path: Path, parent: ast.AST | None) -> Iterator[Change]:
    op = type(node.ops[0])
    others = [_EDGES[op]] if op in _EDGES else []
    if not _is_test(node, parent) and op in _OPPOSITES:
        others.append(_OPPOSITES[op])
    for other in others:
        new = ast.Compare(node.left, [other()], node.comparators)
        yield path, node, new, _says(node), _says(new)


def _other_constant(node: ast.Constant, path: Path, parent: ast.AST | None) -> Iterator[Change]:
    if isinstance(parent, ast.JoinedStr | ast.FormattedValue):
        return  # fixed letters inside a name
    if isinstance(parent, ast.Tuple) and isinstance(node.value, str):
        return  # it is dropped there
    value: Any = node.value
    new: Any
    if isinstance(value, bool):
        new = not value
    elif isinstance(value, int):
        new = value + 1
    elif isinstance(value, str):
        new = value + "_"
    elif isinstance(value, bytes):
        new = value + b"_"
    else:
        return
    yield path, node, ast.Constant(new), f"{_says(node)} in {_shown(parent)}", repr(new)


def _shown(parent: ast.AST | None) -> str:
    told = _says(parent) if parent is not None else ""
    return told if len(told) <= 80 else told[:77] + "..."


def _one_less(node: ast.Set | ast.Tuple | ast.List | ast.Dict, path: Path) -> Iterator[Change]:
    if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
        return
    if isinstance(node, ast.Dict):
        for n, key in enumerate(node.keys):
            new: ast.AST = ast.Dict(
                [k for i, k in enumerate(node.keys) if i != n], [v for i, v in enumerate(node.values) if i != n]
            )
            yield path, node, new, f"{_says(key) if key else '**'} in {_shown(node)}", DROPPED
        return
    for n, one in enumerate(node.elts):
        rest = [e for i, e in enumerate(node.elts) if i != n]
        if isinstance(node, ast.Set) and not rest:
            new = ast.Call(ast.Name("set", ast.Load()), [], [])
        else:
            new = type(node)(rest) if isinstance(node, ast.Set) else type(node)(rest, ast.Load())
        yield path, node, new, f"{_says(one)} in {_shown(node)}", DROPPED


def _called(node: ast.Call, path: Path, acts: tuple[str, ...]) -> Iterator[Change]:
    for n, keyword in enumerate(node.keywords):
        rest = [k for i, k in enumerate(node.keywords) if i != n]
        new = ast.Call(node.func, node.args, rest)
        yield path, node, new, f"{_says(keyword)} in {_shown(node)}", DROPPED
    name = node.func.id if isinstance(node.func, ast.Name) else None
    if name in _OTHERS and name:
        new = ast.Call(ast.Name(_OTHERS[name], ast.Load()), node.args, node.keywords)
        yield path, node, new, _shown(node), f"{_OTHERS[name]}(…)"
    if name == "_act" and acts and isinstance(node.args[0], ast.Constant):
        yield from _acts(node, path, str(node.args[0].value).split(), acts)


def _acts(node: ast.Call, path: Path, roles: list[str], acts: tuple[str, ...]) -> Iterator[Change]:
    """An act of the table: given to each role that may not do it, and taken from each that may."""
    for role in acts:
        without = [r for r in roles if r != role] if role in roles else [*roles, role]
        new = ast.Constant(" ".join(without))
        done = "(taken)" if role in roles else "(given)"
        yield (*path, ("args", 0)), node.args[0], new, f"{role} in {_shown(node)}", done
