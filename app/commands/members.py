"""`member`: who works in a crisis, and in which role."""

from app.commands import naming
from app.commands.call import Call
from app.commands.parsing import Among, command, group, of_crisis
from app.core.arguments import Parser
from app.core.clock import rfc3339
from app.core.errors import Refused
from app.core.registers.crisis import Crisis
from app.core.registers.members import AddMember, Member, RemoveMember
from app.core.roles import ROLES


def arrange(commands: Among) -> None:
    among = group(commands, "member", "les membres d'une crise")
    adding = command(among, "add", "donner un rôle à une personne", _add)
    _of_person(adding)
    adding.add_argument("--role", required=True, help=", ".join(ROLES))
    adding.add_argument("--organisation", default="", help="organisme au nom duquel il agit (le sien par défaut)")
    removing = command(among, "remove", "retirer une personne", _remove)
    _of_person(removing)
    removing.add_argument("--reason", default="", help="motif")
    listing = command(among, "list", "les membres et leurs rôles", _list)
    for parser in (adding, removing, listing):
        of_crisis(parser, required=True)


def _of_person(parser: Parser) -> None:
    person = parser.add_mutually_exclusive_group(required=True)
    person.add_argument("--name", default="")
    person.add_argument("--person", default="", metavar="ID")


def _add(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    person = naming.person(options.name, options.person, call.reading.persons())
    call.desk.do(AddMember(crisis.id, person.id, options.role, options.organisation))
    added = [one for one in call.reading.members(crisis.id) if one.person == person.id]
    if not added:
        raise Refused(f"Le rôle donné à {person.name} ne compte pas.")
    _tell(call, crisis, added[-1])


def _remove(call: Call) -> None:
    options, crisis = call.options, naming.crisis(call, call.options.crisis)
    members = {one.person for one in call.reading.members(crisis.id)}
    persons = call.reading.persons()
    person = naming.person(options.name, options.person, [one for one in persons if one.id in members])
    call.desk.do(RemoveMember(crisis.id, person.id, options.reason))
    values = {"crisis": crisis.code, "person": person.id, "name": person.name, "removed": True}
    call.speech.say(values, f"{person.name} n'est plus membre de {crisis.code}. Ce qu'il a écrit reste.")


def _list(call: Call) -> None:
    crisis = naming.crisis(call, call.options.crisis)
    for member in call.reading.members(crisis.id):
        _tell(call, crisis, member)


def _tell(call: Call, crisis: Crisis, member: Member) -> None:
    values = {
        "crisis": crisis.code,
        "person": member.person,
        "name": member.name,
        "organisation": member.organisation,
        "role": member.role,
        "since": rfc3339(member.since, crisis.zone),
    }
    call.speech.say(values, f"{member.role:<5}{member.name} ({member.organisation}) depuis le {values['since']}")
