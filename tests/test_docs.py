"""The papers of the house are true: versions, decisions, links, and no trace of a machine or a host."""

import re
import shlex
import tomllib
from itertools import count
from pathlib import Path

import pytest

from app import cli

HOUSE = Path(__file__).resolve().parent.parent
DECISIONS = HOUSE / "docs" / "decisions"
PAPERS = sorted([*HOUSE.glob("*.md"), *HOUSE.glob("docs/**/*.md"), *HOUSE.glob("resources/**/*.md")])
TOOLS = [HOUSE / "Makefile", HOUSE / "requirements.lock", HOUSE / ".ci/run", *sorted(HOUSE.glob("scripts/*"))]

GUARANTEES = HOUSE / "docs" / "guarantees.md"
NAMED_TEST = re.compile(r"`(?P<file>[a-z_/0-9]+\.py)::(?P<name>\w+)`")  # files are named from tests/
GUIDE = sorted(HOUSE.glob("docs/guide/*.md"))
COMMAND = re.compile(r"^    diapason (.+?)(?: > \S+)?$", re.MULTILINE)
LINK = re.compile(r"\[[^]]*\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
# A host, or a path that only one machine has.
HOST_OR_MACHINE = re.compile(r"\w+://|(?<![\w.])/(?:home|root|work|tmp|opt|mnt|Users)/", re.IGNORECASE)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def from_house(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def version() -> str:
    return tomllib.loads(text(HOUSE / "pyproject.toml"))["project"]["version"]


def test_the_changelog_opens_with_what_is_unreleased_then_tells_this_version() -> None:
    sections = re.findall(r"^## (.+)$", text(HOUSE / "CHANGELOG.md"), re.MULTILINE)
    assert sections[0] == "Unreleased"
    assert sections[1].split(" — ")[0] == version()


def test_the_changelog_dates_each_version_from_the_newest_to_the_oldest() -> None:
    sections = re.findall(r"^## (\d.*)$", text(HOUSE / "CHANGELOG.md"), re.MULTILINE)
    told = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) — (\d{4}-\d{2}-\d{2}|not yet published)", line) for line in sections]
    assert all(told)
    numbers = [tuple(map(int, line.groups()[:3])) for line in told if line]
    assert numbers == sorted(numbers, reverse=True)
    assert all(line[4] != "not yet published" for line in told[1:] if line)


def test_the_changelog_tells_something_of_each_version() -> None:
    _, *parts = re.split(r"^## \d.*$", text(HOUSE / "CHANGELOG.md"), flags=re.MULTILINE)
    assert all(re.search(r"^- \S", part, re.MULTILINE) for part in parts)


def test_decisions_are_numbered_without_gap_or_double() -> None:
    numbers = sorted(int(page.name[:3]) for page in DECISIONS.glob("[0-9]*.md"))
    assert numbers == [number for number, _ in zip(count(1), numbers, strict=False)]


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda page: page.stem)
def test_a_decision_opens_with_its_number_and_is_listed(page: Path) -> None:
    assert re.fullmatch(r"\d{3}-[a-z0-9.-]+\.md", page.name)
    first = text(page).splitlines()[0]
    assert re.fullmatch(rf"# {page.name[:3]}\. \S.*", first)
    assert f"- [{first.removeprefix('# ')}]({page.name})" in text(DECISIONS / "README.md").splitlines()


@pytest.mark.parametrize("paper", PAPERS, ids=from_house)
def test_each_link_leads_to_a_file(paper: Path) -> None:
    targets = [link["target"] for link in LINK.finditer(text(paper))]
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]
    assert [target for target in local if not (paper.parent / target).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=from_house)
def test_each_make_command_of_the_papers_exists(paper: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text(HOUSE / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text(paper))) <= targets


@pytest.mark.parametrize("page", GUIDE, ids=from_house)
def test_each_command_of_the_guide_is_understood(page: Path) -> None:
    for line in COMMAND.findall(text(page).replace("\\\n", "")):
        options = cli.parser().parse_args(shlex.split(line, comments=True))
        assert not getattr(options, "check", lambda _: "")(options), line


def test_each_test_behind_a_guarantee_exists() -> None:
    named = [(one["file"], one["name"]) for one in NAMED_TEST.finditer(text(GUARANTEES))]
    assert len(named) > 100
    lines = {file: (HOUSE / "tests" / file).read_text(encoding="utf-8") for file, _ in named}
    assert [f"{file}::{name}" for file, name in named if f"def {name}(" not in lines[file]] == []


def test_each_promise_and_each_threat_names_a_test_or_says_that_there_is_none() -> None:
    rows = re.findall(r"^\| ((?:P\d|T\d\d)[^|]*) \|(.+)\|$", text(GUARANTEES), re.MULTILINE)
    assert {f"P{n}" for n in range(1, 8)} <= {name.split()[0] for name, _ in rows}
    assert [name for name, told in rows if not NAMED_TEST.search(told) and "not yet" not in told] == []


@pytest.mark.parametrize("tool", TOOLS, ids=from_house)
def test_no_tool_names_a_host_or_a_machine(tool: Path) -> None:
    assert HOST_OR_MACHINE.findall(text(tool)) == []


def test_each_font_has_its_licence_beside_it() -> None:
    fonts = HOUSE / "resources" / "fonts"
    families = {font.stem.split("-")[0] for font in fonts.glob("*.ttf")}
    assert families
    assert {paper.stem.removeprefix("OFL-") for paper in fonts.glob("OFL-*.txt")} == families
    assert (HOUSE / "LICENSE").exists()
