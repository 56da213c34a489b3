"""The import rule of ARCHITECTURE.md holds, and the checker that says so can see."""

from pathlib import Path

import pytest

from tests import architecture_rules as rules

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
PLAYER = SOURCE / "velneuro" / "player"


def test_imports_follow_the_layers() -> None:
    assert rules.import_violations(SOURCE) == []


def test_core_uses_no_screen_disk_or_clock() -> None:
    assert rules.impure_calls(SOURCE) == []


def test_no_circle_of_imports() -> None:
    assert rules.import_circle(SOURCE) == []


def test_player_imports_only_its_own_modules() -> None:
    assert rules.player_violations(PLAYER) == []


def test_nothing_imports_the_tools() -> None:
    files = [*ROOT.glob("tests/**/*.py"), *ROOT.glob("bench/**/*.py")]
    assert [file.name for file in files if "tools" in rules.imported_roots(file)] == []


def plant(folder: Path, files: dict[str, str]) -> Path:
    """Writes a small tree with these files in it, and returns the folder that holds the package."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "text", "target"),
    [
        ("core/plan.py", "import django", "django"),
        ("core/plan.py", "from django.db import models", "django.db.models"),
        ("core/plan.py", "import os.path", "os.path"),
        ("core/plan.py", "from time import monotonic", "time.monotonic"),
        ("core/plan.py", "import random", "random"),
        ("core/plan.py", "from pathlib import Path", "pathlib.Path"),
        ("core/plan.py", "import numpy", "numpy"),
        ("core/plan.py", "from scipy import special", "scipy.special"),
        ("core/plan.py", "from velneuro.core.trial.design import Design", "velneuro.core.trial.design.Design"),
        ("core/trial/pool.py", "import pandas", "pandas"),
        ("core/trial/pool.py", "import os", "os"),
        ("core/plan.py", "def late() -> None:\n    from velneuro.content import library", "velneuro.content.library"),
        ("core/plan.py", "from velneuro import content", "velneuro.content"),
        ("core/plan.py", "from ..web import models", "velneuro.web.models"),
        ("core/deep/plan.py", "from ... import outputs", "velneuro.outputs"),
        ("core/__init__.py", "from ..content import library", "velneuro.content.library"),
        ("core/plan.py", "if True:\n    import velneuro.cli.main", "velneuro.cli.main"),
        ("content/library.py", "import velneuro.outputs.score", "velneuro.outputs.score"),
        ("content/library.py", "import django", "django"),
        ("outputs/score.py", "from velneuro.web.settings import DEBUG", "velneuro.web.settings.DEBUG"),
        ("outputs/score.py", "import django.utils", "django.utils"),
        ("web/views.py", "import velneuro.cli.main", "velneuro.cli.main"),
        ("web/people/views.py", "from velneuro.web.practice.models import X", "velneuro.web.practice.models.X"),
        ("web/practice/views.py", "from ..diary import models", "velneuro.web.diary.models"),
        ("web/urls.py", "import tools.figures", "tools.figures"),
        ("cli/main.py", "from tests.cast import ANNA", "tests.cast.ANNA"),
        ("helper/new.py", "from velneuro.core import plan", "velneuro.core.plan"),
    ],
)
def test_planted_import_is_found(tmp_path: Path, file: str, text: str, target: str) -> None:
    source = plant(tmp_path, {f"velneuro/{file}": text})
    [found] = rules.import_violations(source)
    assert found.startswith(f"velneuro/{file}:")
    assert found.endswith(f"may not import {target}")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("core/plan.py", "from velneuro.core.body import Body\nimport math"),
        ("core/plan.py", "from .body import Body"),
        (
            "core/trial/pool.py",
            "import numpy as np\nfrom scipy.special import stdtr\nfrom velneuro.core import problem",
        ),
        ("content/library.py", "from velneuro.core import voice\nfrom importlib import resources"),
        ("outputs/score.py", "from velneuro.content import library\nimport json"),
        ("web/diary/views.py", "from velneuro.web.people import owner\nfrom velneuro.web.practice import models"),
        ("cli/serve.py", "from velneuro.version import VERSION\nimport velneuro.web.settings"),
    ],
)
def test_allowed_import_is_left_alone(tmp_path: Path, file: str, text: str) -> None:
    assert rules.import_violations(plant(tmp_path, {f"velneuro/{file}": text})) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("print(1)", "print"),
        ("def read(): return open('x')", "open"),
        ("from datetime import datetime\nx = datetime.now()", "datetime.now"),
        ("import datetime\nx = datetime.date.today()", "datetime.date.today"),
        ("import numpy as np\nx = np.random.default_rng()", "np.random.default_rng"),
        ("import numpy as np\nx = np.random.normal()", "np.random.normal"),
        ("import numpy as np\nx = np.load('x')", "np.load"),
    ],
)
def test_planted_impure_call_is_found(tmp_path: Path, text: str, name: str) -> None:
    [found] = rules.impure_calls(plant(tmp_path, {"velneuro/core/plan.py": text}))
    assert found.endswith(f"may not use {name}")


def test_planted_circle_is_found(tmp_path: Path) -> None:
    files = {
        "velneuro/core/plan.py": "from velneuro.core import safety",
        "velneuro/core/safety.py": "def late() -> None:\n    from velneuro.core.plan import Plan",
    }
    assert set(rules.import_circle(plant(tmp_path, files))) == {"velneuro.core.plan", "velneuro.core.safety"}


@pytest.mark.parametrize(
    "text",
    [
        'import { x } from "../web/static/app.js";',
        'import { x } from "three";',
        'export { x } from "/static/other.js";',
        'const late = await import("./missing.js");',
        '/** @typedef {import("../../../tests/player/kit.js").Kit} Kit */',
    ],
)
def test_planted_player_import_is_found(tmp_path: Path, text: str) -> None:
    player = plant(tmp_path, {"player/score.js": 'import { tick } from "./clock.js";', "player/clock.js": text})
    assert len(rules.player_violations(player / "player")) == 1
