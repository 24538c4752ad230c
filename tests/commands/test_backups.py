"""`backup`, `restore`, `rescue` as they are typed."""

from pathlib import Path

from tests.central import Line


def test_a_workstation_is_saved_then_lives_again_elsewhere_under_other_numbers(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis("Crise à sauvegarder")
    admin("log", "--crisis", crisis, "SDIS76 > avant la copie")
    out = tmp_path / "poste.sauvegarde"
    assert admin("backup", "--out", str(out)).only["bytes"] == out.stat().st_size
    again = Line(tmp_path / "again")
    assert again("restore", str(out)).only["workstation"].startswith("SIG1")
    listed = again("journal", "list", "--crisis", crisis).results
    assert [one["content"] or one["subject"] for one in listed] == ["avant la copie"]
    logged = again("log", "--crisis", crisis, "SDIS76 > après").only["entry"]
    assert logged.startswith("SIG1b-")
    assert again("restore", str(out)).code == 1
    refused = Line(tmp_path / "other")("restore", str(tmp_path / "absent"))
    assert (refused.code, "ne se lit pas" in refused.err) == (1, True)


def test_a_sound_journal_is_left_alone(admin: Line) -> None:
    before = (admin.profile / "journal.db").read_bytes()
    assert admin("rescue").only == {"sound": True}
    assert "rien à sauver" in admin.told("rescue").out
    assert (admin.profile / "journal.db").read_bytes() == before


def test_a_rescue_tells_what_it_did_in_numbers(admin: Line, tmp_path: Path) -> None:
    crisis = admin.open_crisis("Crise à sauver")
    out = tmp_path / "poste.sauvegarde"
    admin("backup", "--out", str(out))
    hurt = Line(tmp_path / "hurt")
    hurt("restore", str(out))
    data = bytearray((hurt.profile / "journal.db").read_bytes())
    data[20_000] ^= 1
    (hurt.profile / "journal.db").write_bytes(data)
    told = hurt("rescue").only
    assert (told["sound"], told["broken"], told["missing"]) == (False, 1, 0)
    assert (hurt.profile / told["set_aside"] / "journal.db").stat().st_size == len(data)
    assert hurt("verify").only["intact"]
    assert hurt("crisis", "show", crisis).only["title"] == "Crise à sauver"
