"""What administrators decide on the accounts: inviting a person, revoking a workstation; and how one enrols."""

from typing import Any

from app.core.errors import Refused
from app.core.keys import SigningKey
from app.core.organisations import organisations
from app.core.plain_text import clean
from app.core.register import Draft, View
from app.core.registers.accounts import PREFIX, Invite, Revoke, enrolment_message
from app.core.roles import known

Command = Invite | Revoke


def decide(command: Command, view: View) -> list[Draft]:
    """The operation a command becomes, or Refused."""
    if view.me.role != "ADM":
        raise Refused("Seul un administrateur invite une personne ou révoque un poste.")
    space, grant = view.accounts.service, view.accounts.workstations[view.device].invitation
    match command:
        case Invite(name, organisation, role, key, expires_at, person):
            name = clean(name, "name", 120, lines=False)
            if not name:
                raise Refused("Écrivez le nom de la personne invitée.", "name")
            if person and person not in view.accounts.persons:
                raise Refused("Cette personne n'est pas connue.", "person")
            body = {
                "name": name,
                "organisation": organisations().resolve(organisation),
                "role": known(role),
                "key": key,
                "expires_at": expires_at,
                "person": person,
            }
            return [Draft("person.invited", body, space, grant=grant)]
        case Revoke(workstation, reason, last):
            reason = clean(reason, "reason", 500, lines=False)
            if not reason:
                raise Refused("Indiquez le motif de la révocation.", "reason")
            if all(one.id != workstation for one in view.accounts.workstations.values()):
                raise Refused("Ce poste n'est pas connu.", "workstation")
            body = {"reason": reason, "last": list(last)}
            return [Draft("workstation.revoked", body, space, workstation, grant=grant)]


def checked_prefix(prefix: str) -> str:
    """The prefix of a workstation's numbers: 2 to 8 capital letters and digits. Raises Refused."""
    text = prefix.strip().upper()
    if not PREFIX.fullmatch(text):
        raise Refused("Le préfixe du poste compte 2 à 8 lettres ou chiffres, la première une lettre (SIG1).", "prefix")
    return text


def enrolment(key: SigningKey, service: str, invitation: str, seed: bytes, box_key: str, prefix: str, name: str) -> Any:
    """The body of a workstation's first operation: its keys, signed with the one-time key of the invitation."""
    proof = SigningKey(seed).sign(enrolment_message(service, key.public, box_key, prefix))
    return {"invitation": invitation, "prefix": prefix, "box_key": box_key, "proof": proof.hex(), "name": name}
