"""What a person calls things at the command line, and the one record, crisis or person he means."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from app.commands.call import Call
from app.core.errors import Refused
from app.core.registers.accounts import Person
from app.core.registers.crisis import FRAMES, Crisis
from app.core.search_text import folded
from app.core.store.references import ID, Found
from app.core.store.rows import ContactRow

REAL = "real"
NOT_FROM_HERE = (
    "{} est un cadre {} : ce qui est dans l'annuaire partagé ne s'y change pas. Écrivez une fiche propre à la crise "
    "ou enlevez --crisis."
)
UNKNOWN = {
    "entry": "L'entrée « {} » n'est pas connue de ce poste.",
    "message": "Le message « {} » n'est pas connu de ce poste.",
    "crisis": "La crise « {} » n'est pas connue de ce poste.",
    "brief": "Le point de situation « {} » n'est pas connu de ce poste.",
    "figure": "Le chiffre « {} » n'est pas connu de ce poste.",
    "cascade": "La cascade « {} » n'est pas connue de ce poste.",
    "duty": "L'astreinte « {} » n'est pas connue de ce poste.",
    "contact": "Le contact « {} » n'est pas connu de ce poste.",
}


def crisis(call: Call, text: str) -> Crisis:
    """The crisis that `text` names. Raises Refused."""
    return call.reading.crisis(_one(call, text, "crisis", call.reading.find(text, "crisis")).id)


def given_crisis(call: Call) -> Crisis | None:
    """The crisis of `--crisis`, when it was given."""
    return crisis(call, call.options.crisis) if call.options.crisis else None


def require_own(call: Call, space: str) -> None:
    """Refuses to write in the shared directory from an EXERCICE or an ESSAI: nothing invented reaches it."""
    crisis = given_crisis(call)
    if crisis is not None and crisis.frame != REAL and space != crisis.id:
        raise Refused(NOT_FROM_HERE.format(crisis.code, FRAMES.get(crisis.frame, crisis.frame)), "crisis")


def record(call: Call, text: str, register: str) -> Found:
    """The record of a register that `text` names, in the crisis given if one was. Raises Refused: with the list when
    there are several."""
    within = given_crisis(call)
    return _one(call, text, register, call.reading.find(text, register, within.id if within else None))


def contact(call: Call, text: str, retired: bool = False) -> str:
    """The id of the contact that `text` names: its id, or its name when only one is called so, in the shared directory
    and in the crisis given; `retired`: one that was taken out of the lists too. Raises Refused."""
    found = [one.id for one in call.reading.find(text, "contact")] if ID.fullmatch(text) else []
    if not found:
        rows = contacts_called(call, text, retired)
        if len(rows) > 1:
            listed = "; ".join(f"{row.name}, {row.function or 'sans fonction'} ({row.id})" for row in rows)
            raise Refused(f"« {text} » désigne plusieurs contacts : {listed}. Donnez l'identifiant.", "contact")
        found = [row.id for row in rows]
    if not found:
        raise Refused(UNKNOWN["contact"].format(text), "contact")
    if len(found) > 1:
        raise Refused(f"« {text} » désigne plusieurs contacts : {', '.join(found)}.", "contact")
    return found[0]


def contacts_called(call: Call, text: str, retired: bool = False) -> list[ContactRow]:
    """The contacts of that very name, as `contact` looks for them."""
    crisis = given_crisis(call)
    rows = call.reading.contacts_called(text, crisis.id if crisis else "")
    return [row for row in rows if _same(row.name, text) and (retired or not row.retired)]


def contacts(call: Call, words: str, kinds: tuple[str, ...] = (), near: bool = False) -> list[str]:
    """The ids of the contacts that these words find, or of all of them, in the shared directory and in the crisis
    given. `near`: of those one mistake away, when there is no other."""
    crisis = given_crisis(call)
    return call.reading.contact_ids(words, crisis.id if crisis else "", kinds, near)


def person(name: str, id: str, among: Iterable[Person]) -> Person:
    """The person of `among` with that id, or else that name. Raises Refused: with the list when there are several."""
    persons = list(among)
    if id:
        found = [one for one in persons if ID.fullmatch(id) and one.id.startswith(id)]
    else:
        found = [one for one in persons if _same(one.name, name)]
    if not found:
        raise Refused(f"« {id or name} » n'est pas connu : un administrateur doit d'abord inviter la personne.", "name")
    if len(found) > 1:
        raise homonyms(id or name, found)
    return found[0]


def called(name: str, among: Iterable[Person]) -> list[Person]:
    """Everybody of that name."""
    return [one for one in among if _same(one.name, name)]


def homonyms(name: str, found: Sequence[Person]) -> Refused:
    listed = "; ".join(f"{one.name}, {one.organisation}, {one.role} ({one.id})" for one in found)
    return Refused(f"« {name} » désigne plusieurs personnes : {listed}. Précisez avec --person.", "name")


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _words(name: str) -> list[str]:
    return folded(name).replace("-", " ").split()


def _one(call: Call, text: str, register: str, found: Sequence[Found]) -> Found:
    if not found:
        raise Refused(UNKNOWN[register].format(text.strip()[:80]), register)
    if len(found) == 1:
        return found[0]
    texts = {one.text for one in found}
    if len(texts) == len(found):
        listed = ", ".join(one.text for one in found)
        advice = "Écrivez la référence entière."
    else:
        code, given = _codes(call), getattr(call.options, "crisis", None)
        borne = Counter(one.space for one in found)
        ids = {one.id: f", {one.id}" if given or borne[one.space] > 1 else "" for one in found}
        listed = ", ".join(f"{one.text or one.id} ({code(one.space)}{ids[one.id]})" for one in found)
        advice = "Donnez l'identifiant." if given or len(borne) == 1 else "Précisez la crise avec --crisis."
    raise Refused(f"« {text} » désigne plusieurs enregistrements : {listed}. {advice}", register)


def _codes(call: Call) -> Callable[[str], str]:
    codes = {row.id: row.code for row in call.reading.crises()}
    return lambda space: codes.get(space, space[:8])
