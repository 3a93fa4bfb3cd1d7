"""What the program's code must never do, read from its syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import iaia_desktop
from iaia_desktop.core.state import AnnotationState
from iaia_desktop.store.session_file import SessionStore

ROOT = Path(iaia_desktop.__file__).parent

FORBIDDEN_IMPORTS = frozenset({
    "cPickle", "cloudpickle", "code", "codeop", "commands", "dill", "ftplib", "http", "joblib",
    "jsonpickle", "marshal", "multiprocessing", "pdb", "pickle", "popen2", "pty", "requests",
    "runpy", "shelve", "smtplib", "socketserver", "telnetlib", "tkinter", "urllib3", "webbrowser",
    "xmlrpc", "yaml",
})  # fmt: skip
FORBIDDEN_NAMES = frozenset({"__import__", "breakpoint", "compile", "eval", "exec", "execfile"})
FORBIDDEN_ATTRIBUTES = frozenset({
    ("os", "execv"), ("os", "execve"), ("os", "execvp"), ("os", "popen"), ("os", "spawnl"),
    ("os", "spawnv"), ("os", "startfile"), ("os", "system"), ("torch", "hub"), ("torch", "load"),
    ("subprocess", "call"), ("subprocess", "check_call"), ("subprocess", "check_output"),
    ("subprocess", "getoutput"), ("subprocess", "run"), ("urllib", "request"),
    ("pickle", "load"), ("pickle", "loads"), ("pickle", "Pickler"),
})  # fmt: skip

REVIEWED: dict[str, frozenset[str]] = {
    # A reader of its own that knows plain data only; attacked in tests/experiments.
    "experiments/plain_pickle.py": frozenset({"import pickle"}),
    # Looks whether somebody listens on the display's address, before Qt would end the program.
    "cli/display.py": frozenset({"import socket"}),
    # Our own module, with the arguments that lie in the code, no shell, and JSON for the rest.
    "encoders/fetch.py": frozenset({"import subprocess", "subprocess.Popen"}),
    # Two modules of our own, from a closed list, in the bundle's own process.
    "bundled.py": frozenset({"import runpy"}),
    # The same, for pictures that may take too long or bring a decoder down.
    "images/aside.py": frozenset({"import subprocess", "subprocess.Popen"}),
}
"""What is allowed where, and why."""

SQL_CALLS = frozenset({"execute", "executemany", "executescript"})


@cache
def _trees() -> dict[str, ast.Module]:
    """Return the syntax of every module of the program, by its path."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
    }


def _dotted(node: ast.expr) -> tuple[str, str] | None:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id, node.attr
    return None


def _offences(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [(node.module or "").partition(".")[0]]
        else:
            names = []
        for name in names:
            if name in FORBIDDEN_IMPORTS | {"socket", "subprocess"}:
                yield f"import {name}"
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_NAMES:
            yield node.id
        dotted = _dotted(node) if isinstance(node, ast.Attribute) else None
        if dotted is not None and dotted in FORBIDDEN_ATTRIBUTES | {("subprocess", "Popen")}:
            yield ".".join(dotted)
        if isinstance(node, ast.Call):
            yield from _offences_of_call(node)


def _offences_of_call(call: ast.Call) -> Iterator[str]:
    dotted = _dotted(call.func)
    given = {word.arg: word.value for word in call.keywords}
    for word in ("shell", "allow_pickle", "trust_remote_code"):
        value = given.get(word)
        if value is not None and not (isinstance(value, ast.Constant) and value.value is False):
            yield f"{word}="
    weights_only = given.get("weights_only", ast.Constant(True))
    if not (isinstance(weights_only, ast.Constant) and weights_only.value is True):
        yield "weights_only="
    if dotted in {("np", "load"), ("numpy", "load")} and "allow_pickle" not in given:
        yield "np.load without allow_pickle=False"


def test_nothing_runs_what_it_reads() -> None:
    found = {
        name: offences
        for name, tree in _trees().items()
        if (offences := set(_offences(tree)) - REVIEWED.get(name, frozenset()))
    }
    assert found == {}


def test_the_reviewed_list_has_nothing_too_many() -> None:
    for name, allowed in REVIEWED.items():
        assert allowed <= set(_offences(_trees()[name])), name


@pytest.mark.parametrize(
    "text",
    [
        "import pickle", "from pickle import loads", "eval('1')", "import os\nos.system('x')",
        "f(shell=True)", "f(shell=wish)", "np.load(path)", "np.load(path, allow_pickle=True)",
        "load(path, weights_only=False)", "torch.load(path)", "import urllib3",
        "from http.client import HTTPConnection", "subprocess.run(['x'])",
    ],
)  # fmt: skip
def test_the_check_itself_finds(text: str) -> None:
    assert list(_offences(ast.parse(text)))


# --- SQL -------------------------------------------------------------------------------------


class _Constants:
    """Which names of a module stand for text that nobody outside can change.

    Names that are bound to constant text, to f-strings of constants and whole numbers, or to the
    outcome of functions of this package that make SQL of such; and ``marks``: question marks.
    """

    def __init__(self, tree: ast.Module) -> None:
        self._bound: dict[str, list[ast.expr]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._bound.setdefault(target.id, []).append(node.value)

    def holds(self, node: ast.expr, *, depth: int = 0) -> bool:
        """Return whether an expression is made of constants only."""
        if depth > 8:
            return False
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.JoinedStr):
            return all(
                self.holds(part.value if isinstance(part, ast.FormattedValue) else part,
                           depth=depth + 1)
                for part in node.values
            )  # fmt: skip
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mult):
            return self.holds(node.left, depth=depth + 1) and (
                self.holds(node.right, depth=depth + 1) or _is_length(node.right)
            )
        if isinstance(node, ast.Name):
            values = self._bound.get(node.id, [])
            return bool(values) and all(self.holds(value, depth=depth + 1) for value in values)
        if isinstance(node, ast.Call) and _is_join(node.func):
            return all(self.holds(argument, depth=depth + 1) for argument in node.args)
        return False


def _is_join(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "join"
        and isinstance(node.value, ast.Constant)
    )


def _is_length(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"


REVIEWED_SQL = frozenset({
    "store/added_checksums.py", "store/connection.py", "store/decision_texts.py",
    "store/image_columns.py", "store/live_tables.py", "store/migrations.py", "store/salvage.py",
    "store/schema.py", "store/soundness.py", "store/stored_answers.py",
})  # fmt: skip
"""Modules with statements that hold names of tables and columns which lie in the program's code.
Reviewed: no value of a file, of a name or of the person reaches them; those are parameters."""


def _open_statements(tree: ast.Module) -> list[str]:
    constants = _Constants(tree)
    return [
        ast.unparse(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SQL_CALLS
        and node.args
        and not constants.holds(node.args[0])
    ]


def test_sql_is_parameterised() -> None:
    found = {
        name: statements
        for name, tree in _trees().items()
        if (statements := _open_statements(tree))
    }
    assert {name: rows for name, rows in found.items() if name not in REVIEWED_SQL} == {}


@pytest.mark.parametrize(
    "text",
    [
        "c.execute(f'SELECT {x}')", "c.execute('SELECT ' + x)", "c.execute('SELECT %s' % x)",
        "c.execute('SELECT {}'.format(x))", "c.executemany(x, y)", "x = y\nc.execute(x)",
        "def f(x): c.execute(x)",
    ],
)  # fmt: skip
def test_the_check_of_sql_itself_finds(text: str) -> None:
    assert _open_statements(ast.parse(text))


def test_what_is_typed_never_becomes_sql(tmp_path: Path) -> None:
    name = "x'); DROP TABLE images; --"
    with SessionStore.create(tmp_path / "a.iaia", folder=tmp_path, created_at=1.0) as store:
        (image_id,) = store.add_images([f"{name}.png"])
        state = AnnotationState(("#112233",))
        state.add_image(f"{name}.png")
        store.append(state.plan_new_class([image_id], name, at=2.0, keys="'"))
        store.set_setting(name, name)
        assert [row.name for row in store.load_classes()] == [name]
        assert store.load_images()[0].path == f"{name}.png"
        assert store.get_setting(name, "") == name
        assert store.check().ok
