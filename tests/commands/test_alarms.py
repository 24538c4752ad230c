"""What this workstation noticed is listed, said by `status`, and noted as seen."""

from app.core import vault
from app.core.clock import Clock
from app.core.store import alarms
from app.sync.workstation import open_profile
from tests.central import PASSPHRASE, Line


def ring(line: Line, kind: str, detail: str = "") -> None:
    workstation = open_profile(line.profile, vault.open_with_passphrase(line.profile, PASSPHRASE), Clock())
    with workstation.store.write() as transaction:
        transaction.ring(kind, "", workstation.store.key.public, detail)
    workstation.close()


def test_an_alarm_is_listed_counted_and_seen_once(admin: Line) -> None:
    assert admin("alarms").results == []
    ring(admin, alarms.RENEWED, "SIG1b")
    ring(admin, alarms.RESTORED)
    grave, other = admin("alarms").results
    assert (grave["kind"], grave["grave"], grave["seen"]) == ("renewed", True, False)
    assert (other["kind"], other["grave"], other["seen"]) == ("restored", False, False)
    assert "SIG1b" in grave["words"]
    assert grave["advice"]
    assert grave["at"][-6] in "+-"
    line, _ = admin.told("alarms").out.splitlines()
    assert line.startswith("renewed   ALERTE   non vue")

    assert admin("status").only["alarms"] == 2
    told = admin.told("status").out
    assert "alertes non vues : 2" in told
    assert told.count("ALERTE : ") == 1

    assert all(one["seen"] for one in admin("alarms", "--seen").results)
    assert admin("status").only["alarms"] == 0
    assert "ALERTE" not in admin.told("status").out
