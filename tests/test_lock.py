"""What is installed is what is locked, each file by its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
_LOCKED = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; [^\\\n]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.M)


def locked() -> dict[str, str]:
    """Every locked package with its version."""
    found = _LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    return {canonicalize_name(name): version for name, version, _ in found}


def test_every_line_of_the_lock_has_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    rest = _LOCKED.sub("", text)
    assert [line for line in rest.splitlines() if line and not line.startswith("#")] == []


def test_the_lock_holds_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    asked = map(Requirement, [*project["project"]["dependencies"], *groups["dev"], *groups["build"]])
    here = locked()
    assert [
        str(each) for each in asked if not each.specifier.contains(here.get(canonicalize_name(each.name), "0"))
    ] == []
