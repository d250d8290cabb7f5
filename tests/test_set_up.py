"""The files that set the project up hold together."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_TOP = Path(__file__).parents[1]
_PINNED = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.!+]+)")


def _pinned() -> dict[str, str]:
    lines = (_TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
    matches = [_PINNED.fullmatch(line) for line in lines if not line.startswith("#")]
    # Anything else, an address above all, has no place there.
    assert all(matches)
    return {canonicalize_name(match[1]): match[2] for match in matches if match}


def test_every_dependency_is_held_at_a_version_it_may_have() -> None:
    project = tomllib.loads((_TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = _pinned()
    for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), line


def test_every_make_target_that_is_spoken_of_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (_TOP / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "Makefile", ".ci/run"):
        spoken_of = re.findall(
            r"(?:`|\"|^|; +)make ([a-z]+)\b", (_TOP / name).read_text(encoding="utf-8"), re.M
        )
        assert set(spoken_of) <= targets, name
