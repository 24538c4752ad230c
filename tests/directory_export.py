"""A full export of the State's directory, on the shape of its one published record: as many records as asked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

RECORD = Path(__file__).parent / "data" / "dila" / "organismes-bsa.json"
TYPES = ("prefecture", "mairie", "ddt", "ars", "sous_pref", "gendarmerie", "ta", "epci", "caf", "maison_handicapees")
NAMES = ("Préfecture", "Mairie", "Direction des territoires", "Agence de santé", "Sous-préfecture", "Gendarmerie")
TOWNS = ("Évreux", "Rouen", "Saint-Étienne", "L'Haÿ-les-Roses", "Œuilly", "Pointe-à-Pitre")
CHILDREN = 9  # under each tenth record
INSIDE = ("adresse", "telephone", "pivot", "hierarchie")  # written as JSON inside strings in every third record


def identifier(number: int) -> str:
    return str(UUID(int=0xD11A << 64 | number))


def records(count: int, dated: str = "03/12/2021 07:55:01") -> Iterator[dict[str, Any]]:
    """Records 1 to `count`; every tenth is the parent of the nine after it."""
    model = json.loads(RECORD.read_bytes())["service"][0]
    for number in range(1, count + 1):
        kind, town = TYPES[number % len(TYPES)], TOWNS[number % len(TOWNS)]
        children = range(number + 1, number + 1 + CHILDREN) if number % 10 == 0 else ()
        record = {
            **model,
            "id": identifier(number),
            "nom": f"{NAMES[number % len(NAMES)]} - {town} {number}",
            "sigle": f"S{number}" if number % 5 == 0 else "",
            "date_modification": dated,
            "pivot": [{**model["pivot"][0], "type_service_local": kind}],
            "telephone": [{"valeur": f"02 {number // 10_000 % 100:02} {number // 100 % 100:02} {number % 100:02} 76"}],
            "adresse_courriel": [f"contact-{number}@exemple.gouv.fr"],
            "adresse": [{**model["adresse"][0], "nom_commune": town}],
            "hierarchie": [{"type_hierarchie": "Service Fils", "service": identifier(child)} for child in children],
            "mission": "Accueil du public, instruction des demandes et conseil aux usagers. " * 12,
        }
        if number % 3 == 0:
            record |= {name: json.dumps(record[name], ensure_ascii=False) for name in INSIDE}
        yield record


def write(file: Path, count: int, dated: str = "03/12/2021 07:55:01") -> None:
    """The export in a file, written as it is made."""
    with file.open("w", encoding="utf-8") as export:
        export.write('{"service": [')
        for place, record in enumerate(records(count, dated)):
            export.write((",\n" if place else "\n") + json.dumps(record, ensure_ascii=False, indent=1))
        export.write("]}")
