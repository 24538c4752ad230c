"""A small directory to put on paper and in tables: what is said, verified, private, and in conflict."""

from typing import Any

from app.core.contact import Contact, fold
from app.core.directory_extract import DirectoryExtract
from app.core.records import Author, Held
from app.core.registers import private
from app.core.registers.private import Private
from tests.building import NOW, Writer
from tests.core.holding import SPACE, edit, held

ANN, BOB, CAM = Writer("ann"), Writer("bob"), Writer("cam")
OFFICE = {"number": "+33199003315", "usage": "office", "public": True}
OTHER = {"number": "+33199003351", "usage": "office", "public": True}
MOBILE = {"number": "+262692123456", "usage": "mobile", "public": False}


def contact(*edits: dict[str, Any], **fields: Any) -> Contact:
    """A contact of these fields; each of the edits was made apart."""
    values = {name.replace("__", ":"): value for name, value in fields.items()}
    first = held(ANN.write("contact.added", {"fields": {"kind": "person"} | values}, SPACE))
    history: list[Held] = [first]
    history += [
        held(edit(writer, "contact.edited", first.id, one, first))
        for writer, one in zip((BOB, CAM), edits, strict=False)
    ]
    made = fold(history)
    assert made is not None
    return made


DELMAS = contact(
    {"phone:1": OTHER},
    {"phone:1": OFFICE},
    family_name="Delmas",
    given_name="Françoise",
    function="DICOM",
    organisation="SAN",
    phone__1={**OFFICE, "number": "+33199003300"},
    email__1="f.delmas@sante.example",
    verified_on="2020-01-01",
    purpose="crisis",
    may_speak=True,
)
POST = contact(
    kind="function", function="=Permanence", organisation="SAN", phone__1=MOBILE, deputy=DELMAS.id, call_order=1
)
TOWN = contact(kind="organisation", name="Mairie de Rouen", type="local", remark="01001")


def secret() -> Private:
    fields = {"contact": DELMAS.id, "medium": "phone", "value": "+33639980041", "usage": "mobile", "used": True}
    made = private.fold([held(ANN.write("private.added", {"fields": fields}, SPACE))])
    assert made is not None
    return made


def extract(**more: Any) -> DirectoryExtract:
    about = {"asked": "tous les contacts", "made_at": NOW, "names": {DELMAS.id: DELMAS.name}}
    author = Author("p", "Camille Morvan", "SIG", "CCOM", "SIG1")
    return DirectoryExtract(SPACE, (DELMAS, POST, TOWN), author=author, **about | more)
