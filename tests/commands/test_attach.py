"""`attach` sends a workstation to the server made again, and refuses what its own service did not sign."""

from pathlib import Path

from app.core.keys import SigningKey
from app.core.reattachment import Reattachment, reattachment_code
from app.server.rebuilding import read_recovery
from tests.central import Central, Line


def test_a_workstation_is_attached_by_the_code_of_its_own_root_alone(central: Central, tmp_path: Path) -> None:
    line = Line(tmp_path / "A")
    line.enrol(central, central.invitation, "SIG1", "Zoé")
    with_it = line.told("attach", "DIA2-abcd")
    assert (with_it.code, "mal recopié" in with_it.err) == (1, True)
    service = next(iter(line("status").only["fingerprint"]))
    assert service == "service"
    root = SigningKey(read_recovery(central.recovery))
    to = Reattachment("http://127.0.0.1:9", "", service_of(central), "ab" * 32)
    assert line("attach", reattachment_code(root, to)).only == {"server": "http://127.0.0.1:9", "pending": 0}
    assert line("sync").code == 3
    stranger = reattachment_code(SigningKey(bytes(32)), to)
    assert "pas signé" in line("attach", stranger).err


def service_of(central: Central) -> str:
    from app.server.central import read_settings

    return read_settings(central.data).service
