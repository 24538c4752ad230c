"""What an import would do, in French words: the counts, and each contact that changes."""

from collections.abc import Mapping, Sequence

from app.core.contact import USAGES
from app.core.importing import Tally
from app.core.merging import ADDED, BOOKKEEPING, UPDATED, Merge
from app.core.phones import masked, masked_email
from app.core.registers.private import PHONE
from app.core.store.import_reading import Left
from app.ui import contact_words
from app.ui.card_list import Card, Group, Item
from app.ui.import_work import DIFFERENT, MOST, UNREADABLE, Plan, outcome
from app.ui.states import State
from app.ui.wording import number

HEADS = {DIFFERENT: "Différences : à vous de choisir", UPDATED: "Complétés", ADDED: "Nouveaux"}
STATES: Mapping[str, State] = {
    ADDED: ("fait_marquant", "nouveau", "info"),
    UPDATED: ("a_transmettre", "complété", "success"),
}
NAMES = frozenset(("given_name", "family_name", "civility", "name"))
NUMBER, ADDRESS = "Numéro privé", "Courriel privé"
NOTHING = "Rien ne changerait : l’annuaire dit déjà tout ce que dit ce fichier."

WHICH = "« Colonnes… » dit à quoi elles correspondent."
COLUMNS, REMARKS = 6, 3  # listed above the review


def kind_of(merge: Merge) -> str:
    return DIFFERENT if merge.differences else outcome(merge)


def counted(plan: Plan) -> str:
    """41 nouveaux, 12 complétés, 900 inchangés, 3 différences, 2 laissés de côté."""
    counts = plan.counts
    told = [
        number(counts[ADDED], "nouveau", "nouveaux"),
        number(counts[UPDATED], "complété"),
        number(counts["unchanged"], "inchangé"),
        number(counts[DIFFERENT], "à choisir", "à choisir"),
        number(counts[UNREADABLE], "laissé de côté", "laissés de côté"),
    ]
    return " · ".join(told)


def beyond(plan: Plan) -> str:
    """How many changes are not listed, if any."""
    left = plan.changes - len(plan.merges)
    if left <= 0:
        return ""
    return f"{number(MOST, 'changement')} listés ; {number(left, 'autre')} ne le sont pas et suivent le même choix."


def items(plan: Plan, chosen: Mapping[str, Mapping[str, str]]) -> list[Item]:
    """What changes, by kind, the differences first."""
    found: list[Item] = []
    for kind, head in HEADS.items():
        merges = [one for one in plan.merges if kind_of(one) == kind]
        if merges:
            found.append(Group(head, plan.counts[kind]))
            found += [_card(one, kind, chosen.get(one.incoming.place, {})) for one in merges]
    return found


def changes(merge: Merge) -> list[tuple[str, str]]:
    """What is written whatever is chosen: field in words, and its value; what is private is masked, and said so."""
    fields = [
        (contact_words.label(name, value), contact_words.words(name, value))
        for name, value in sorted(merge.fields.items(), key=lambda one: contact_words.place_on_card(one[0]))
        if name not in BOOKKEEPING or not merge.contact
    ]
    return [*fields, *map(_private, merge.incoming.private)]


def told(tally: Tally) -> str:
    """What became of the contacts, once it is done."""
    lines = [
        f"{number(tally.added, 'contact ajouté', 'contacts ajoutés')}, "
        f"{number(tally.updated, 'complété')}, {number(tally.unchanged, 'inchangé')}."
    ]
    if tally.conflicts:
        lines.append(f"{number(tally.conflicts, 'champ garde', 'champs gardent')} les deux valeurs, à départager.")
    if tally.kept:
        lines.append(f"{number(tally.kept, 'champ garde', 'champs gardent')} notre valeur.")
    if tally.refused:
        lines.append(f"{number(len(tally.refused), 'remarque')} sur ce qui a été laissé de côté, ci-dessous.")
    return "\n".join(lines)


def left_out(plan: Plan) -> str:
    """What of the file would be lost if it were brought in as it is: whole columns, and what could not be read."""
    columns = [f"« {column} »" for column, field in plan.source.mapping.items() if not field]
    lines = []
    if columns:
        said = number(len(columns), "colonne n’est pas reprise", "colonnes ne sont pas reprises")
        lines.append(f"{said} : {', '.join(columns[:COLUMNS])}{'…' if len(columns) > COLUMNS else ''}. {WHICH}")
    if plan.troubles:
        lines.append(troubles(plan.troubles, REMARKS))
    return "\n".join(lines)


def troubles(found: Sequence[tuple[str, str]], most: int = 200) -> str:
    """carte 12 : numéro incompris…"""
    lines = [f"{place} : {why}" for place, why in found[:most]]
    return "\n".join([*lines, f"… et {number(len(found) - most, 'autre')}."] if len(found) > most else lines)


def undoing(back: int, left: Sequence[Left]) -> str:
    """What undoing an import would do."""
    words = f"{number(back, 'contact redeviendrait ce qu’il était', 'contacts redeviendraient ce qu’ils étaient')}."
    return "\n".join([words, *_left(left)])


def undone(back: int, left: Sequence[Left]) -> str:
    """What undoing an import did."""
    words = f"Import annulé. {number(back, 'contact est', 'contacts sont')} comme avant."
    return "\n".join([words, *_left(left)])


def _private(one: Mapping[str, str]) -> tuple[str, str]:
    """Numéro privé (mobile), and 06 39 98 •• 41, gardé à part"""
    if one["medium"] != PHONE:
        return ADDRESS, f"{masked_email(one['value'])}, gardé à part"
    usage = USAGES.get(one["usage"], "")
    return f"{NUMBER} ({usage})" if usage else NUMBER, f"{masked(one['value'])}, gardé à part"


def _left(left: Sequence[Left], most: int = 200) -> list[str]:
    """What was changed since, and stays."""
    if not left:
        return []
    told = number(len(left), "contact a été changé", "contacts ont été changés")
    return [
        f"{told} depuis, et gardent :",
        *(
            f"{one.name} : {', '.join(sorted({contact_words.label(name) for name in one.fields}))}"
            for one in left[:most]
        ),
    ]


def _card(merge: Merge, kind: str, chosen: Mapping[str, str]) -> Card:
    if kind == DIFFERENT:
        count = len(merge.differences)
        done = all(one.field in chosen for one in merge.differences)
        state: State = ("favorable", "choisi", "success") if done else ("deux_valeurs", f"{count} à choisir", "warning")
        fields = [contact_words.label(one.field) for one in merge.differences]
    else:
        state = STATES[kind]
        fields = sorted(
            {contact_words.label(name) for name in merge.fields if name not in BOOKKEEPING and name not in NAMES}
            | {NUMBER if one["medium"] == PHONE else ADDRESS for one in merge.incoming.private}
        )
    return Card(merge.incoming.place, merge.name or "Sans nom", ", ".join(fields), merge.incoming.place, (state,))
