"""`contact log`: nothing leaves the directory, is shown of it or purged without a line."""

import uuid
from pathlib import Path

from tests.central import Line


def test_what_left_was_shown_and_was_purged_is_told(admin: Line, tmp_path: Path) -> None:
    name = f"M{uuid.uuid4().hex[:12]}"
    admin("contact", "add", "--name", name)
    admin("contact", "private", "add", name, "06 39 98 00 41")
    admin("contact", "private", "show", name)
    admin("contact", "export", "--format", "csv", "--query", name, "--out", str(tmp_path / "a.csv"))
    lines = [(one["kind"], one["words"]) for one in admin("contact", "log").results]
    assert ("extraction", "annuaire, CSV, 1 : une recherche") in lines
    assert [kind for kind, words in lines if name in words] == ["consultation"]
    reason = f"demande {uuid.uuid4().hex[:12]}"
    admin("contact", "purge", name, "--reason", reason)
    told = admin("contact", "log").results
    assert [one["kind"] for one in told if reason in one["words"]] == ["purge", "purge"]
    assert name not in " ".join(one["words"] for one in told)
