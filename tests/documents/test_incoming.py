"""A file is known by what is inside, can be read twice, and is refused in words a person can act upon."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Refused
from app.core.registers.imports import FORMATS as LOGGED
from app.documents import incoming
from app.documents.workbook import workbook

DATA = Path(__file__).parents[1] / "data"
CSV = "Nom;Prénom;Téléphone\nKerjean;Léa;01 99 00 11 21\n".encode()
ODS = workbook({"Annuaire": [["Nom", "Prénom"], ["Kerjean", "Léa"]]}, "titre", "auteur")


@pytest.mark.parametrize(
    ("raw", "name", "format"),
    [
        (DATA / "vcards" / "John_Doe_ANDROID.vcf", "", "vcard"),
        ("BEGIN:VCARD\nFN:A B\nEND:VCARD\n".encode("utf-16"), "carte.txt", "vcard"),
        (DATA / "dila" / "organismes-bsa.json", "", "dila"),
        (b'\xef\xbb\xbf [{"nom": "A"}]', "annuaire.csv", "dila"),
        (CSV, "annuaire", "csv"),
        (ODS, "annuaire", "ods"),
    ],
)
def test_a_format_is_known_by_what_is_inside(raw: Path | bytes, name: str, format: str) -> None:
    source = incoming.read(raw, name)
    data = raw if isinstance(raw, bytes) else raw.read_bytes()
    assert (source.format, source.sha256, source.size) == (format, sha256(data).hexdigest(), len(data))
    assert any(one.fields for one in source.records())
    assert list(source.records()) == list(source.records())
    assert set(incoming.FORMATS) == set(LOGGED)


def test_a_mapping_is_data_and_overrides_what_is_proposed() -> None:
    assert incoming.read(CSV).mapping == {"Nom": "family_name", "Prénom": "given_name", "Téléphone": "phone:office"}
    source = incoming.read(CSV, mapping={"Téléphone": "phone:duty", "Prénom": ""})
    assert source.mapping == {"Nom": "family_name", "Prénom": "", "Téléphone": "phone:duty"}
    [one] = source.records()
    assert (one.fields["phone:1"]["usage"], "given_name" in one.fields) == ("duty", False)


def test_a_file_that_changed_since_its_preview_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(CSV)
    source = incoming.read(file)
    file.write_bytes(CSV + b"Autre;Nom;\n")
    with pytest.raises(Refused, match="changé"):
        list(source.records())


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"", "a.vcf", "vCard"),
        (b"bonjour", "a.bin", "ni une vCard"),
        (b"PK\x03\x04 xl/workbook.xml", "a.xlsx", "Excel"),
        (b"\xd0\xcf\x11\xe0", "a.xls", "Excel"),
        (b"PK\x03\x04", "a.ods", "abîmé"),
        (b"", "a.csv", "vide"),
        (b"a,b\n1,2\n", "a.csv", "colonne"),
        (b"{}", "a.json", "DILA"),
    ],
)
def test_what_is_no_directory_is_refused_in_words(raw: bytes, name: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        list(incoming.read(raw, name).records())


@pytest.mark.parametrize("name", ["absent.vcf", "", "\0"])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="ne se lit pas"):
        incoming.read(tmp_path / name)


def test_a_file_out_of_all_proportion_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with file.open("wb") as sparse:
        sparse.write(b"nom;prenom\n")
        sparse.truncate(incoming.LARGEST["csv"] + 1)
    with pytest.raises(Refused, match="64 Mo"):
        incoming.read(file)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"BEGIN:VCARD\n", b"nom;mail\n", b"{", b"[", b"\xff\xfe"]),
)
def test_hostile_bytes_are_refused_at_worst(raw: bytes, start: bytes) -> None:
    for name in ("a", "a.csv", "a.vcf"):
        try:
            list(incoming.read(start + raw, name).records())
        except Refused:
            continue
