"""A mutant planted in the modules of a running process, without importing them anew.

Danger: a mutant that was not planted survives and is called a gap; one planted by half is killed for the wrong reason.
Duty: swap the code of live functions; give tables, defaults and constants their changed values wherever they were imported.
"""

import ast
import gc
import importlib
import sys
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutation.mutants import Mutant, mutated

Place = tuple[str, int]


def forget() -> None:
    """Everything that functions remember of what they gave before."""
    for known in list(sys.modules.values()):
        for one in list(vars(known).values()) if known.__name__.startswith("wasata") else ():
            if hasattr(one, "cache_clear"):
                one.cache_clear()


class Planter:
    """Made once all modules and tests are imported, before any test has run."""

    def __init__(self, source: Path, names: tuple[str, ...]) -> None:
        self.modules: dict[str, ModuleType] = {}
        self.texts: dict[str, str] = {}
        for name in names:
            module = importlib.import_module("wasata." + name.replace("/", "."))
            here = source / f"{name}.py"
            assert module.__file__ == str(here), module.__file__
            self.modules[name] = module
            self.texts[name] = here.read_text("utf-8")
        files = {module.__file__ for module in self.modules.values()}
        self._live: dict[tuple[str, Place], list[FunctionType]] = {}
        gc.collect()
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename in files:
                at = (one.__code__.co_filename, _place(one.__code__))
                self._live.setdefault(at, []).append(one)

    def plant(self, mutant: Mutant) -> None:
        """Changes what this process does. There is no way back: it is done in a child that ends."""
        forget()  # what was made before would go on as it was
        module = self.modules[mutant.module]
        tree = mutated(self.texts[mutant.module], mutant)
        if mutant.function:
            self._swap(module, compile(tree, str(module.__file__), "exec"), mutant)
        else:
            _anew(module, tree, mutant)

    def _swap(self, module: ModuleType, code: CodeType, mutant: Mutant) -> None:
        for outer in _outermost(code):
            for live in self._live.get((str(module.__file__), _place(outer)), ()):
                if live.__code__ != outer:
                    live.__code__ = outer
                    return
        raise AssertionError(f"not planted: {mutant}")


def _place(code: CodeType) -> Place:
    return code.co_qualname, code.co_firstlineno


def _outermost(code: CodeType) -> list[CodeType]:
    """The functions of a module and of its classes, not those within functions."""
    found = []
    for one in code.co_consts:
        if isinstance(one, CodeType):
            is_class = "__qualname__" in one.co_names and not one.co_flags & 0x2  # a class body has no fast locals
            found += _outermost(one) if is_class else [one]
    return found


def _anew(module: ModuleType, tree: ast.Module, mutant: Mutant) -> None:
    """Runs the changed statement at the top of the module, and those that rest on its name, and puts what they make in place."""
    first = mutant.path[0][1]
    assert first is not None
    names = {mutant.where.split(".")[0]}
    space = dict(vars(module))
    for n, statement in enumerate(tree.body[first:]):
        resting = isinstance(statement, ast.Assign | ast.AnnAssign) and any(
            isinstance(part, ast.Name) and part.id in names for part in ast.walk(statement)
        )
        if n and not resting:
            continue
        exec(compile(ast.Module([statement], []), str(module.__file__), "exec"), space)
        name = _name(statement)
        names.add(name)
        _put(module, name, space[name])


def _name(statement: ast.stmt) -> str:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return statement.name
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target  # type: ignore[attr-defined]
    return str(target.id)


def _put(module: ModuleType, name: str, new: Any) -> None:
    old = vars(module)[name]
    if isinstance(old, FunctionType):
        _graft(old, new)
    elif isinstance(old, type):
        for called, member in vars(new).items():
            if called in vars(old) and not _graft(vars(old)[called], member) and _is_plain(member):
                setattr(old, called, member)
    elif isinstance(old, dict):
        old.clear()
        old.update(new)
    else:
        for other in list(sys.modules.values()):
            if other.__name__.startswith(("wasata", "tests")) and vars(other).get(name) is old:
                setattr(other, name, new)


def _is_plain(member: Any) -> bool:
    return isinstance(member, dict | tuple | str | int | frozenset)


def _graft(old: Any, new: Any) -> bool:
    """Defaults of one function, as they are changed."""
    one, other = (getattr(f, "__func__", getattr(f, "fget", f)) for f in (old, new))
    one, other = (getattr(f, "__wrapped__", f) for f in (one, other))
    if not (isinstance(one, FunctionType) and isinstance(other, FunctionType)):
        return False
    one.__defaults__, one.__kwdefaults__ = other.__defaults__, other.__kwdefaults__
    return True
