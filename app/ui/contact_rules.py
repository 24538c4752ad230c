"""What may be done to a contact from this desk, and in this crisis: each refusal says the way out."""

from app.core.contact import Contact
from app.core.registers.crisis import FRAMES
from app.core.registers.directory import ERASERS, WRITERS
from app.core.store.rows import CrisisRow

EXERCISES = {"exercise": "un EXERCICE", "test": "un ESSAI"}
SHORT = {"exercise": "l’exercice", "test": "l’essai"}
ROLE = "le rôle {} ne permet pas d’écrire dans l’annuaire."
CLOSED = "la crise est close : ce qui lui est propre ne se corrige plus."


def is_shared(contact: Contact, crisis: CrisisRow | None) -> bool:
    """Whether it is everybody's, and not that crisis's own."""
    return crisis is None or contact.space != crisis.id


def only_in_crisis(crisis: CrisisRow | None) -> bool:
    """Whether all that is written now goes to the crisis on screen: nothing invented reaches the shared directory."""
    return crisis is not None and crisis.frame in EXERCISES


def why_not_add(role: str, crisis: CrisisRow | None) -> str:
    """Why this person may not add a contact anywhere; nothing when he may."""
    if only_in_crisis(crisis):
        return _why_not_in(crisis)
    return why_not_edit_shared(role) if crisis is None or _why_not_in(crisis) else ""


def why_not_edit_shared(role: str) -> str:
    """Why a person of that usual role may not write in the shared directory; nothing when he may."""
    return "" if role in WRITERS else ROLE.format(role)


def why_not_edit(contact: Contact, role: str, crisis: CrisisRow | None) -> str:
    """Why this person may not correct it from here; nothing when he may."""
    if not is_shared(contact, crisis):
        return _why_not_in(crisis)
    if crisis is not None and only_in_crisis(crisis):
        return (
            f"la crise à l’écran est {EXERCISES[crisis.frame]} : la fiche partagée ne s’y corrige pas. "
            f"« Copier dans {SHORT[crisis.frame]}… » en fait une fiche à part ; pour celle-ci, choisissez en haut "
            f"une crise en cadre {FRAMES['real']}."
        )
    return why_not_edit_shared(role)


def why_not_purge(contact: Contact, role: str, crisis: CrisisRow | None) -> str:
    """Why this person may not have it purged from here; nothing when he may."""
    shared = is_shared(contact, crisis)
    roles = {role} if shared or crisis is None else set(crisis.role.split(", "))
    if ERASERS.isdisjoint(roles):
        return f"il y faut un des rôles {', '.join(sorted(ERASERS))}."
    return why_not_edit(contact, role, crisis) if shared and only_in_crisis(crisis) else ""


def why_not_private(contact: Contact | None, crisis: CrisisRow | None, own: bool) -> str:
    """Why a private number cannot be written there; nothing when it can. `own`: it goes to the crisis alone."""
    if own or (contact is not None and not is_shared(contact, crisis)):
        return (
            "un numéro privé ne s’écrit que dans l’annuaire partagé : une crise est lue par des observateurs. "
            "Ajoutez le contact à l’annuaire partagé, ou écrivez un numéro qui n’est pas privé."
        )
    return ""


def _why_not_in(crisis: CrisisRow | None) -> str:
    if crisis is None:
        return "aucune crise n’est à l’écran."
    if not crisis.open:
        return CLOSED
    return "" if WRITERS & set(crisis.role.split(", ")) else ROLE.format(crisis.role)
