"""Who may import whom, and what the core must not touch: the tables are the rule, the rest reads the files."""

import ast
import re
import sys
from collections.abc import Iterator, Set
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

# What the core may import: nothing in here can reach the disk, the clock or chance.
PURE = {
    *("__future__", "collections", "dataclasses", "enum", "functools", "types", "typing"),
    *("bisect", "heapq", "itertools", "operator"),
    *("datetime", "decimal", "fractions", "math", "statistics"),
    *("csv", "hashlib", "json", "difflib", "re", "string", "struct", "tomllib", "unicodedata"),
}
NUMERIC = PURE | {"numpy", "scipy"}
STANDARD = set(sys.stdlib_module_names)
OUTSIDE = ("tools", "tests", "bench")

CORE = ("velneuro.core",)
CONTENT = (*CORE, "velneuro.content")
OUTPUTS = (*CONTENT, "velneuro.outputs")
REVIEW = (*CONTENT, "velneuro.review")
GROUND = (*OUTPUTS, *REVIEW, "velneuro.version")
PEOPLE = (*GROUND, "velneuro.web.people")
ASKING = (*PEOPLE, "velneuro.web.asking")
FEET = (*PEOPLE, "velneuro.web.feet")
BODY_MAP = (*PEOPLE, "velneuro.web.body_map")
LEARN = (*PEOPLE, "velneuro.web.learn")
SOUND = (*BODY_MAP, "velneuro.web.sound")
TOOLKIT = (*SOUND, "velneuro.web.toolkit")  # routines of one's own, which practice plays
PRACTICE = (*TOOLKIT, *ASKING, *FEET, "velneuro.web.practice")
PREVIEW = (*PRACTICE, "velneuro.web.preview")
DIARY = (*PRACTICE, "velneuro.web.diary")
TRIALS = (*DIARY, "velneuro.web.trials")
SENDING = "velneuro.web.environment_sending"  # what the host decided about messages
RHYTHM = (*TRIALS, SENDING, "velneuro.web.rhythm")
REPORTS = (*RHYTHM, "velneuro.web.reports")
BACKUPS = (*GROUND, "velneuro.web.backups")
WEB = (*GROUND, "velneuro.web")
CLI = (*WEB, "velneuro.cli")


@dataclass(frozen=True)
class Layer:
    """What modules below `where` may import: `own` of ours, of others `only` these (None: any), `never` those."""

    where: str
    own: tuple[str, ...]
    only: Set[str] | None = None
    never: tuple[str, ...] = ()


# The first line that fits a module is its rule.
LAYERS = (
    Layer("velneuro.core.trial", CORE, only=NUMERIC),
    Layer("velneuro.core", CORE, only=PURE, never=("velneuro.core.trial",)),
    Layer("velneuro.content", CONTENT, only=STANDARD),
    Layer("velneuro.outputs", OUTPUTS, never=("django", "ninja", "axes", "csp")),
    Layer("velneuro.review", REVIEW, never=("django", "ninja", "axes", "csp")),
    Layer("velneuro.version", ()),
    Layer("velneuro.web.people", PEOPLE),
    Layer("velneuro.web.asking", ASKING),
    Layer("velneuro.web.feet", FEET),
    Layer("velneuro.web.body_map", BODY_MAP),
    Layer("velneuro.web.learn", LEARN),
    Layer("velneuro.web.sound", SOUND),
    Layer("velneuro.web.toolkit", TOOLKIT),
    Layer("velneuro.web.practice", PRACTICE),
    Layer("velneuro.web.preview", PREVIEW),
    Layer("velneuro.web.diary", DIARY),
    Layer("velneuro.web.trials", TRIALS),
    Layer("velneuro.web.rhythm", RHYTHM),
    Layer("velneuro.web.reports", REPORTS),
    Layer("velneuro.web.backups", BACKUPS),
    Layer("velneuro.web", WEB),
    Layer("velneuro.cli", CLI),
    Layer("velneuro.__main__", CLI),
)

# In the core these reach the screen, the disk or the clock without any import of their own.
IMPURE_NAMES = frozenset({"open", "print", "input", "eval", "exec", "__import__"})
CLOCK_CALLS = frozenset({"now", "utcnow", "today"})
CLOCKS = frozenset({"datetime", "date"})
# NumPy's generator is chance only when it is given no seed; its old functions share one state.
SEEDED = "np.random.default_rng"
NUMPY_CHANCE = "np.random."
NUMPY_DISK = frozenset({"load", "loadtxt", "genfromtxt", "fromfile", "memmap", "save", "savez", "savetxt"})

PLAYER_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*(["'`])(.+?)\1""")
PLAYER_NEIGHBOR = re.compile(r"\./[a-z_]+\.js")


def import_violations(source: Path) -> list[str]:
    """Every import that its layer does not allow, as `file:line: what`; `source` is the folder that holds velneuro."""
    return [
        f"{file.relative_to(source)}:{line}: {module} may not import {target}"
        for file, module in _modules(source)
        for line, target in _imports(file, module)
        if not _allowed(_layer(module), target)
    ]


def impure_calls(source: Path) -> list[str]:
    """Every use of the screen, the disk or the clock in the core, as `file:line: what`."""
    return [
        f"{file.relative_to(source)}:{line}: the core may not use {name}"
        for file, module in _modules(source)
        if _below(module, CORE)
        for line, name in _impure(ast.parse(file.read_text("utf-8")))
    ]


def import_circle(source: Path) -> list[str]:
    """The modules of one circle of imports, those inside functions counted too; empty when there is none."""
    names = {module for _, module in _modules(source)}
    graph = {module: set(_targets(file, module, names)) - {module} for file, module in _modules(source)}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return list(circle.args[1])
    return []


def player_violations(player: Path) -> list[str]:
    """Every import of the player that is not one of its own modules, as `file: what`. Types named in comments count."""
    return [
        f"{file.name}: may not import {target}"
        for file in sorted(player.glob("**/*.js"))
        for _, target in PLAYER_IMPORT.findall(file.read_text("utf-8"))
        if not (PLAYER_NEIGHBOR.fullmatch(target) and (file.parent / target).is_file())
    ]


def imported_roots(file: Path) -> set[str]:
    """The first words of all that a Python file imports, wherever in the file it does so."""
    return {target.split(".")[0] for _, target in _imports(file, "")}


def _modules(source: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(source.glob("velneuro/**/*.py")):
        parts = file.relative_to(source).with_suffix("").parts
        yield file, ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(file: Path, module: str) -> Iterator[tuple[int, str]]:
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if node.level == 0:
        return node.module or ""
    above = package.split(".")
    kept = above[: len(above) - node.level + 1]
    return ".".join([*kept, node.module] if node.module else kept)


def _layer(module: str) -> Layer:
    fitting = (layer for layer in LAYERS if _below(module, (layer.where,)))
    # A module outside all layers may import nothing of ours, so that a new folder has to be put into the table.
    return next(fitting, Layer(module, ()))


def _allowed(layer: Layer, target: str) -> bool:
    root = target.split(".")[0]
    if root == "velneuro":
        return _below(target, layer.own) and not _below(target, layer.never)
    if root in OUTSIDE or _below(target, layer.never):
        return False
    return layer.only is None or root in layer.only


def _below(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def _targets(file: Path, module: str, names: set[str]) -> Iterator[str]:
    for _, target in _imports(file, module):
        # `from package import name` is the module package.name if there is one, else something inside package.
        yield from [name for name in (target, target.rpartition(".")[0]) if name in names][:1]


def _impure(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in IMPURE_NAMES:
            yield node.lineno, node.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _asks_outside(node, node.func):
            yield node.lineno, ast.unparse(node.func)


def _asks_outside(call: ast.Call, called: ast.Attribute) -> bool:
    return _asks_clock(called) or _asks_numpy(call)


def _asks_numpy(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    if name == SEEDED:
        return not call.args
    return name.startswith(NUMPY_CHANCE) or name.removeprefix("np.") in NUMPY_DISK


def _asks_clock(call: ast.Attribute) -> bool:
    owner = ast.unparse(call.value).rpartition(".")[2]
    return call.attr in CLOCK_CALLS and owner in CLOCKS
