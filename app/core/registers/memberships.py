"""What is decided on the members of a crisis: a role given, a person removed."""

from app.core.errors import Refused
from app.core.organisations import organisations
from app.core.plain_text import clean
from app.core.register import Draft, View, require_open
from app.core.registers.members import AddMember, RemoveMember, may_grant
from app.core.roles import known, may_manage_members

Command = AddMember | RemoveMember


def decide(command: Command, view: View) -> list[Draft]:
    """The operation a command becomes, or Refused."""
    require_open(view, command.crisis)
    acting = [one for one in view.grants(command.crisis) if may_manage_members(one.role) or view.me.role == "ADM"]
    if not acting:
        raise Refused("Seuls le chef de cellule, le directeur de crise et un administrateur gèrent les membres.")
    members = view.members(command.crisis)
    person = view.accounts.persons.get(command.person)
    if person is None:
        raise Refused("Cette personne n'a pas de compte : un administrateur doit d'abord l'inviter.", "person")
    if isinstance(command, RemoveMember):
        if person.id == view.me.id:
            raise Refused("On ne se retire pas soi-même : demandez-le à un autre responsable de la crise.", "person")
        if not members.of(person.id):
            raise Refused(f"{person.name} n'est pas membre de cette crise.", "person")
        last = view.chain_ends(command.crisis, view.accounts.devices_of([person.id]))
        body = {"person": person.id, "reason": clean(command.reason, "reason", 500, lines=False), "last": list(last)}
        return [Draft("member.removed", body, command.crisis, grant=acting[0].id)]
    role = known(command.role)
    organisation = organisations().resolve(command.organisation) if command.organisation else person.organisation
    if any(one.role == role and one.organisation == organisation for one in members.of(person.id)):
        raise Refused(f"{person.name} tient déjà ce rôle.", "role")
    grant = next((one for one in acting if may_grant(view.me, one, person, role)), None)
    if grant is None:
        raise Refused(
            f"Vous ne pouvez donner à {person.name} que son rôle habituel ({person.role}) : demandez davantage à un "
            "administrateur ou à la direction de crise.",
            "role",
        )
    undoes = [one.id for one in members.removals.values() if one.person == person.id]
    body = {
        "person": person.id,
        "name": person.name,
        "organisation": organisation,
        "role": role,
        "undoes": undoes,
    }
    return [Draft("member.added", body, command.crisis, grant=grant.id)]
