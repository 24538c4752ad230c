"""What is installed is what was declared: the lock against pyproject.toml, without a network."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

HOUSE = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*\])?==(?P<version>[^ ;\\]+)(?P<rest>.*(?:\n +.*)*)", re.MULTILINE
)


def declared() -> list[Requirement]:
    """Every requirement of the program, of its extras and of its developers."""
    lists = [
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    return [Requirement(line) for lines in lists for line in lines]


def locked() -> dict[str, set[Version]]:
    """The versions locked for each name: several when they depend on the system."""
    versions: dict[str, set[Version]] = {}
    for entry in ENTRY.finditer(LOCK):
        versions.setdefault(canonicalize_name(entry["name"]), set()).add(Version(entry["version"]))
    return versions


@pytest.mark.parametrize("requirement", declared(), ids=lambda requirement: requirement.name)
def test_each_dependency_is_locked_within_its_range(requirement: Requirement) -> None:
    versions = locked().get(canonicalize_name(requirement.name))
    assert versions
    assert all(version in requirement.specifier for version in versions)


def test_each_locked_version_has_its_hashes() -> None:
    assert [entry["name"] for entry in ENTRY.finditer(LOCK) if "--hash=sha256:" not in entry["rest"]] == []


def test_the_lock_holds_entries_and_hashes_only() -> None:
    assert [line for line in ENTRY.sub("", LOCK).splitlines() if line.strip()] == []


@pytest.mark.parametrize("requirement", declared(), ids=lambda requirement: requirement.name)
def test_each_dependency_has_its_reason(requirement: Requirement) -> None:
    reasons = (HOUSE / "docs/decisions/004-dependencies.md").read_text(encoding="utf-8")
    listed = [
        name.strip() for line in reasons.splitlines() if line.startswith("|") for name in line.split("|")[1].split(",")
    ]
    assert requirement.name in listed
