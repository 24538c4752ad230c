"""The house keeps its laws: every file is read, and each law names what breaks it.

Each law is a function from the sources to the list of its breaches, so that a law can be shown to bite on a small
house made for that (see the end of the file).
"""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
LONGEST_FILE = 350

# Which rooms a room may see; `desktop` and the demonstration put the house together and see all of it; `cli` and its
# commands are the same workstation without a window.
BELOW = {
    "core": set(),
    "sync": {"core"},
    "documents": {"core", "sync"},
    "server": {"core", "sync"},
    "ui": {"core", "sync", "documents"},
    "relay": {"core", "sync", "server"},
    "commands": {"core", "sync", "documents", "relay"},
    "cli": {"core", "sync", "documents", "commands"},
    "desktop": {"core", "sync", "documents", "server", "relay", "ui", "commands", "cli"},
    "__main__": {"desktop"},
    "demonstration": {"core", "sync", "documents", "server", "relay", "ui", "desktop", "commands", "cli"},
    "demo": {"core", "sync", "documents", "server", "relay", "ui", "desktop", "commands", "cli", "demonstration"},
}

# What the server shares with a workstation of the exchange, and what it never sees of it.
SHARED_WITH_SERVER = ("app.sync.protocol", "app.sync.bundle_sealing", "app.sync.bundle_format")
KEPT_FROM_SERVER = "app.core.store"
# What a relay, which serves the store of its own workstation, shares with the server: the sockets and their deadlines.
SHARED_WITH_RELAY = "app.server.listening"

# The only files through which a library enters. A folder ends with a stroke.
DOORS = {
    "PySide6": ("app/ui/", "app/desktop.py"),
    "shiboken6": ("app/ui/",),
    "sqlalchemy": ("app/core/store/", "app/server/"),
    "sqlcipher3": ("app/core/store/",),
    "alembic": ("app/server/",),
    "psycopg": ("app/server/",),
    "psycopg_pool": ("app/server/",),
    "litestar": ("app/server/",),
    "uvicorn": ("app/server/",),
    "requests": ("app/sync/transport.py",),
    "urllib3": ("app/sync/transport.py",),
    "apscheduler": ("app/sync/schedule.py",),
    "keyring": ("app/core/keychain.py",),
    "cryptography": ("app/core/keys.py", "app/server/tls.py", "app/sync/relay_certificate.py"),
    "zeroconf": ("app/sync/relay_discovery.py",),
    "ifaddr": ("app/sync/relay_discovery.py",),
    "reportlab": ("app/documents/",),
    "pyphen": ("app/documents/",),
    "pikepdf": ("app/documents/",),
    "pypdfium2": ("app/documents/",),
    "odfdo": ("app/documents/",),
    "defusedxml": ("app/documents/",),
    "hunspell": ("app/documents/spelling.py",),
    "phonenumbers": ("app/core/phones.py",),
}
# Libraries that any room but the core's rules may use.
OPEN = {"msgspec", "platformdirs", "yaml", "zstandard"}
# In the core, the rules know the standard library and the codec; these files are where the core meets the world.
NOT_RULES = (
    "app/core/store/",
    "app/core/keys.py",
    "app/core/keychain.py",
    "app/core/phones.py",
    "app/core/settings.py",
)

# Text from people is plain text: the widgets that guess are made in one place, where the guess is turned off.
PLAIN = "app/ui/plain.py"
GUESSING_WIDGETS = {"QLabel", "QMessageBox", "QErrorMessage", "QTextBrowser", "QTextEdit"}
MARKUP_CALLS = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "fromHtml", "fromMarkdown"}
GUESSING_HINTS = {"setToolTip", "setWhatsThis"}
MARKUP_NAMES = {"RichText", "AutoText", "MarkdownText", "ToolTipRole", "WhatsThisRole"}

# Tests of the whole, which mirror no single file.
TESTS_OF_THE_WHOLE = ("tests/end_to_end/", "tests/simulation/", "tests/campaigns/")
TESTS_OF_THE_HOUSE = {
    "tests/test_architecture.py",
    "tests/test_benchmarks.py",
    "tests/test_docs.py",
    "tests/test_lock.py",
    "tests/test_postgres.py",
    "tests/test_versions.py",
    "tests/ui/test_qt_binding.py",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the house: its path from the root, its lines and its syntax."""

    path: str
    lines: int
    tree: ast.Module

    @property
    def is_door_sign(self) -> bool:
        return self.path.endswith("/__init__.py")

    @property
    def room(self) -> str:
        """`core` for app/core/x.py, `desktop` for app/desktop.py, nothing for app/__init__.py."""
        parts = Path(self.path).with_suffix("").parts
        return "" if parts[1] == "__init__" else parts[1]


Law = Callable[[list[Source]], list[str]]


def sources(house: Path, folder: str) -> list[Source]:
    """Every Python file below `folder`, in order."""
    found = []
    for file in sorted((house / folder).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        path = file.relative_to(house).as_posix()
        found.append(Source(path, text.count("\n"), ast.parse(text, path)))
    return found


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Every module imported anywhere in a file, with its line; `from a import b` yields `a.b`."""
    package = Path(source.path).parent.parts
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def lies_in(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in places)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def rooms_seen_against_the_law(found: list[Source]) -> list[str]:
    """`desktop, cli > relay > ui | server | documents > sync > core`, and `demo` above; a window sees no relay."""
    breaches = []
    for source in found:
        if source.room and source.room not in BELOW:
            breaches.append(f"{source.path}: no such room")
            continue
        for line, module in imports(source):
            if not within(module, "app") or module == "app":
                continue
            room = module.split(".")[1]
            if room != source.room and room not in BELOW.get(source.room, set()):
                breaches.append(f"{source.path}:{line}: {source.room} must not see {module}")
    return breaches


def what_the_server_must_not_share(found: list[Source]) -> list[str]:
    """The server speaks the protocol; it sees neither a workstation's store nor its side of the exchange."""
    return [
        f"{source.path}:{line}: the server must not see {module}"
        for source in found
        if source.room == "server"
        for line, module in imports(source)
        if within(module, KEPT_FROM_SERVER)
        or (within(module, "app.sync") and not any(within(module, one) for one in SHARED_WITH_SERVER))
    ]


def what_a_relay_must_not_share(found: list[Source]) -> list[str]:
    """A relay listens as the server does, and knows nothing else of it: it ranks nothing."""
    return [
        f"{source.path}:{line}: a relay must not see {module}"
        for source in found
        if source.room == "relay"
        for line, module in imports(source)
        if within(module, "app.server") and not within(module, SHARED_WITH_RELAY)
    ]


def libraries_through_the_wall(found: list[Source]) -> list[str]:
    """One library, one door; a library without a door here has not been thought about."""
    breaches = []
    for source in found:
        for line, module in imports(source):
            library = module.split(".")[0]
            if library == "app" or library in sys.stdlib_module_names:
                continue
            if library in DOORS:
                allowed = lies_in(source.path, DOORS[library])
            else:
                allowed = library in OPEN
            if not allowed:
                breaches.append(f"{source.path}:{line}: {library} has no door here")
    return breaches


def libraries_in_the_rules(found: list[Source]) -> list[str]:
    """The core's rules import the standard library and the codec, nothing else."""
    return [
        f"{source.path}:{line}: a rule of the core must not know {module}"
        for source in found
        if source.room == "core" and not lies_in(source.path, NOT_RULES)
        for line, module in imports(source)
        if module.split(".")[0] not in {*sys.stdlib_module_names, "app", "msgspec"}
    ]


def files_without_a_first_sentence(found: list[Source]) -> list[str]:
    return [source.path for source in found if not ast.get_docstring(source.tree)]


def furnished_door_signs(found: list[Source]) -> list[str]:
    """`__init__.py` is a docstring: the sign on the door of the room."""
    return [
        source.path
        for source in found
        if source.is_door_sign and not (len(source.tree.body) == 1 and ast.get_docstring(source.tree))
    ]


def files_too_long_for_a_desk(found: list[Source]) -> list[str]:
    return [f"{source.path}: {source.lines} lines" for source in found if source.lines > LONGEST_FILE]


def text_that_could_be_interpreted(found: list[Source]) -> list[str]:
    """Qt guesses markup in labels, boxes and hints: only `plain.py` makes them; a hint is a literal of ours."""
    return [
        f"{source.path}:{line}: {what} belongs in {PLAIN}"
        for source in found
        if source.path != PLAIN
        for line, what in guesses(source.tree)
    ]


def guesses(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in GUESSING_WIDGETS:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(attr=name)) if name in GUESSING_WIDGETS | MARKUP_CALLS:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(value=ast.Name(id="QMessageBox"), attr=name)):
                yield node.lineno, f"QMessageBox.{name}"
            case ast.Call(func=ast.Attribute(attr=name), args=[hint]) if name in GUESSING_HINTS:
                if not isinstance(hint, ast.Constant):
                    yield node.lineno, f"{name} of a text that is not a literal"
            case ast.ClassDef(bases=bases):
                named = (base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in bases)
                yield from ((node.lineno, f"a class of {name}") for name in named if name in GUESSING_WIDGETS)
            case ast.Attribute(attr=name) if name in MARKUP_NAMES:
                yield node.lineno, name


def unpaired_files(found: list[Source], tests: list[Source]) -> list[str]:
    """One source file, one test file, both ways."""
    expected = {
        f"tests/{Path(source.path).relative_to('app').with_name('test_' + Path(source.path).name).as_posix()}"
        for source in found
        if Path(source.path).name not in {"__init__.py", "__main__.py"}
    }
    present = {test.path for test in tests if Path(test.path).name.startswith("test_")}
    mirrors = {path for path in present if not path.startswith(TESTS_OF_THE_WHOLE)} - TESTS_OF_THE_HOUSE
    return [f"{path} is missing" for path in sorted(expected - present)] + [
        f"{path} tests no file of that name" for path in sorted(mirrors - expected)
    ]


def waits_and_mocks(tests: list[Source]) -> list[str]:
    """A test waits for what it expects, never for a time, and meets the real thing."""
    breaches = []
    for test in tests:
        breaches += [f"{test.path}:{line}: {module}" for line, module in imports(test) if "mock" in module.split(".")]
        breaches += [f"{test.path}:{line}: time.sleep" for line, module in imports(test) if module == "time.sleep"]
        for node in ast.walk(test.tree):
            match node:
                case ast.Attribute(value=ast.Name(id="time"), attr="sleep"):
                    breaches.append(f"{test.path}:{node.lineno}: time.sleep")
                case ast.Call(func=ast.Attribute(value=ast.Name(id="qtbot" | "QTest"), attr="wait" | "qWait" as name)):
                    breaches.append(f"{test.path}:{node.lineno}: {name}")
    return breaches


LAWS: list[Law] = [
    rooms_seen_against_the_law,
    what_the_server_must_not_share,
    what_a_relay_must_not_share,
    libraries_through_the_wall,
    libraries_in_the_rules,
    files_without_a_first_sentence,
    furnished_door_signs,
    files_too_long_for_a_desk,
    text_that_could_be_interpreted,
]


@pytest.fixture(scope="module")
def app() -> list[Source]:
    return sources(HOUSE, "app")


@pytest.fixture(scope="module")
def tests() -> list[Source]:
    return sources(HOUSE, "tests")


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_its_law(law: Law, app: list[Source]) -> None:
    assert law(app) == []


def test_each_source_file_has_its_test_file_and_each_test_file_its_source(
    app: list[Source], tests: list[Source]
) -> None:
    assert unpaired_files(app, tests) == []


def test_no_test_waits_for_a_time_or_mocks(tests: list[Source]) -> None:
    assert waits_and_mocks(tests) == []


def test_test_files_open_with_a_sentence_too(tests: list[Source]) -> None:
    assert files_without_a_first_sentence(tests) == []


BREACHES = [
    (rooms_seen_against_the_law, "app/core/a.py", "from app.sync import protocol"),
    (rooms_seen_against_the_law, "app/server/a.py", "def f():\n    import app.documents.paper"),
    (rooms_seen_against_the_law, "app/ui/a.py", "from ..server import http"),
    (rooms_seen_against_the_law, "app/util.py", ""),
    (what_the_server_must_not_share, "app/server/a.py", "from app.core import store"),
    (what_the_server_must_not_share, "app/server/a.py", "from app.sync.rounds import run"),
    (what_a_relay_must_not_share, "app/relay/a.py", "from app.server import log"),
    (libraries_through_the_wall, "app/sync/a.py", "import requests"),
    (libraries_through_the_wall, "app/sync/a.py", "import numpy"),
    (rooms_seen_against_the_law, "app/commands/a.py", "from app.ui import plain"),
    (libraries_through_the_wall, "app/cli.py", "from PySide6.QtCore import QObject"),
    (libraries_in_the_rules, "app/core/registers/a.py", "import zstandard"),
    (files_without_a_first_sentence, "app/core/a.py", "x = 1"),
    (furnished_door_signs, "app/core/__init__.py", "from app.core import errors"),
    (files_too_long_for_a_desk, "app/core/a.py", "x = 1\n" * 351),
    (text_that_could_be_interpreted, "app/ui/a.py", "QLabel('x')"),
    (text_that_could_be_interpreted, "app/ui/a.py", "QtWidgets.QTextBrowser()"),
    (text_that_could_be_interpreted, "app/ui/a.py", "QMessageBox.warning(None, '', text)"),
    (text_that_could_be_interpreted, "app/ui/a.py", "class Title(QLabel): ..."),
    (text_that_could_be_interpreted, "app/ui/a.py", "cell.setToolTip(entry.subject)"),
    (text_that_could_be_interpreted, "app/ui/a.py", "role = Qt.ItemDataRole.ToolTipRole"),
    (waits_and_mocks, "app/core/a.py", "from unittest.mock import Mock"),
    (waits_and_mocks, "app/core/a.py", "qtbot.wait(100)"),
    (waits_and_mocks, "app/core/a.py", "import time\ntime.sleep(1)"),
]


@pytest.mark.parametrize(("law", "path", "text"), BREACHES)
def test_each_law_bites(law: Law, path: str, text: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    assert len(law(sources(tmp_path, "app"))) == 1


def test_a_file_without_its_pair_is_named_both_ways(tmp_path: Path) -> None:
    for path in ("app/core/a.py", "app/core/__init__.py", "app/__main__.py", "tests/core/test_b.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert unpaired_files(sources(tmp_path, "app"), sources(tmp_path, "tests")) == [
        "tests/core/test_a.py is missing",
        "tests/core/test_b.py tests no file of that name",
    ]
