"""The contacts of a large directory, as real ones look: town halls and services of communes, and who works there."""

from collections.abc import Iterator
from random import Random
from typing import Any
from uuid import UUID

from app.core.organisations import organisations
from app.core.places import Commune, Places
from app.core.search_text import folded

GIVEN = (
    *("Marie", "Jean", "Claire", "Pierre", "Aïcha", "Loïc", "Hélène", "François", "Zoé", "Rémi", "Inès", "Hervé"),
    *("Camille", "Mehdi", "Agnès", "Jérôme", "Chloé", "Gaël", "Nathalie", "Thibault", "Élodie", "Cédric", "Fatima"),
    *("Jean-Noël", "Marie-Hélène", "Anne-Sophie", "Jean-Baptiste", "Benoît", "Sébastien", "Léa", "Manon", "Yann"),
    *("Sandrine", "Stéphane", "Véronique", "Raphaël", "Mathilde", "Olivier", "Karim", "Noémie", "Vincent", "Salomé"),
)
FAMILY = (
    *("Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon"),
    *("Michel", "Lefèvre", "Leroy", "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Dupont"),
    *("Lambert", "Fontaine", "Rousseau", "Vincent", "Muller", "Faure", "André", "Mercier", "Blanc", "Guérin", "Boyer"),
    *("Garnier", "Chevalier", "François", "Legrand", "Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin"),
    *("Nicolas", "Henry", "Roussel", "Mathieu", "Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie"),
    *("Lemaire", "Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard", "Giraud", "Joly", "Rivière", "Lucas"),
    *("Brunet", "Gaillard", "Barbier", "Arnaud", "Martinez", "Gérard", "Roche", "Renard", "Schmitt", "Roy", "Leroux"),
    *("Colin", "Vidal", "Caron", "Picard", "Roger", "Fabre", "Aubert", "Lemoine", "Renaud", "Dumas", "Lacroix"),
    *("Olivier", "Philippe", "Bourgeois", "Pierre", "Benoît", "Rey", "Leclerc", "Payet", "Rolland", "Leclercq"),
    *("Guillaume", "Lecomte", "Lopez", "Jean", "Dupuy", "Guillot", "Hubert", "Berger", "Carpentier", "Sanchez"),
    *("Dupuis", "Moulin", "Louis", "Deschamps", "Huet", "Vasseur", "Perez", "Boucher", "Fleury", "Royer", "Klein"),
    *("Jacquet", "Adam", "Paris", "Poirier", "Marty", "Aubry", "Guyot", "Carré", "Charles", "Renault", "Charpentier"),
    *("Ménard", "Maillard", "Baron", "Bertin", "Bailly", "Hervé", "Schneider", "Fernandez", "Collet", "Léger"),
    *("Bouvier", "Julien", "Prévost", "Millet", "Perrot", "Daniel", "Cousin", "Germain", "Breton", "Besson"),
    *("Le Goff", "Benali", "Dufaÿ", "Costa", "Thévenot", "Béchet", "Nguyen", "Traoré", "Da Silva", "Ben Amar"),
)
ENDINGS = ("", "", "", "eau", "et", "ier", "on", "el", "ot", "in", "ard", "aud", "elle", "y")
FUNCTIONS = (
    *("directeur de cabinet", "sous-préfète", "chef du SIDPC", "conseillère presse", "médecin inspecteur"),
    *("cheffe du bureau de la communication interministérielle", "officier de permanence", "chargé de communication"),
    *("secrétaire générale", "délégué à l'information et à la communication", "responsable de la cellule de crise"),
)
DUTIES = ("astreinte de direction", "standard", "permanence presse", "officier de garde", "cellule de veille")
SERVICES = ("cabinet", "SIDPC", "DICOM", "bureau de la sécurité civile", "pôle santé", "mission défense", "DDETSPP")
STREETS = ("rue Victor-Hugo", "place de la Mairie", "avenue Jean-Jaurès", "rue Saint-Martin", "boulevard de la Marne")
LOCAL = ("Mairie", "Mairie", "Mairie", "Brigade de gendarmerie", "Centre communal d'action sociale", "Trésorerie")


def contacts(count: int, seed: int = 5) -> Iterator[dict[str, Any]]:
    """The fields of that many contacts: half are organisations, most others are people; the same at every run."""
    chance, towns = Random(seed), list(Places().all())
    codes = [one.code for one in organisations().all()]
    names = sorted({name + ending for name in FAMILY for ending in ENDINGS})
    for n in range(count):
        town, dice = chance.choice(towns), chance.random()
        if dice < 0.5:
            fields = _organisation(town, chance)
        elif dice < 0.9:
            fields = {"kind": "person", "given_name": chance.choice(GIVEN), "family_name": chance.choice(names)}
            fields |= {"function": chance.choice(FUNCTIONS), "organisation": chance.choice(codes)}
        else:
            fields = {"kind": "function", "function": chance.choice(DUTIES), "organisation": chance.choice(codes)}
        number = f"+33{chance.randint(1, 5)}{n:08}"
        fields["phone:1"] = {"number": number, "usage": "office", "public": dice < 0.5}
        yield fields | {
            "service": chance.choice(SERVICES) if dice >= 0.5 else "",
            "email:1": f"{_local_part(fields)}@{'-'.join(folded(town.name).split())}.example",
            "source": "annuaire de l'administration",
        }


def _local_part(fields: dict[str, Any]) -> str:
    words = (fields.get("given_name"), fields.get("family_name")) if fields["kind"] == "person" else ("contact",)
    return ".".join("".join(folded(str(word)).split()) for word in words)


def _organisation(town: Commune, chance: Random) -> dict[str, Any]:
    kind = chance.choice(LOCAL)
    return {
        "kind": "organisation",
        "name": f"{kind} - {town.name}",
        "acronym": "CCAS" if "communal" in kind else "",
        "type": "local",
        "parent": f"PREF{town.departement}",
        "dila_id": str(UUID(int=chance.getrandbits(128))),
        "address": f"{chance.randint(1, 90)} {chance.choice(STREETS)} {town.code} {town.name}",
    }
