"""`enrol`, `invite`, `revoke`: who works with Diapason, and on which workstation."""

from app.commands import naming, profile
from app.commands.call import Call
from app.commands.exchanging import exchange
from app.commands.parsing import Among, command
from app.core import vault
from app.core.errors import Refused, Unavailable
from app.core.organisations import organisations
from app.core.registers.accounts import Person, Workstation
from app.core.roles import known
from app.core.store.references import ID
from app.sync.workstation import enrol


def arrange(commands: Among) -> None:
    enrolment = command(commands, "enrol", "faire de ce profil un poste, avec un code d'invitation", _enrol)
    enrolment.add_argument("--server", default="", metavar="URL", help="adresse du serveur (sinon celle du code)")
    enrolment.add_argument("--invitation", required=True, metavar="CODE")
    enrolment.add_argument("--name", default="", help="votre nom")
    enrolment.add_argument("--organisation", default="", help="votre organisme, pour vérification")
    enrolment.add_argument("--prefix", required=True, metavar="SIG1", help="préfixe des numéros de ce poste")

    invitation = command(commands, "invite", "inviter une personne (administrateurs)", _invite)
    invitation.add_argument("--name", default="")
    invitation.add_argument("--organisation", default="", help="code ou nom usuel (SIG, Intérieur)")
    invitation.add_argument("--role", default="", help="rôle habituel (CCOM, DIR, LIA…)")
    invitation.add_argument("--person", default="", metavar="ID", help="personne connue, pour un autre poste")
    invitation.add_argument("--homonym", action="store_true", help="une autre personne du même nom")

    revocation = command(commands, "revoke", "révoquer un poste (administrateurs)", _revoke)
    revocation.add_argument("workstation", metavar="POSTE", help="son préfixe (SIG1) ou son identifiant")
    revocation.add_argument("--reason", required=True, help="motif")


def _enrol(call: Call) -> None:
    options = call.options
    if vault.exists(call.folder):
        raise Refused("Ce profil est déjà celui d'un poste : choisissez un autre --profile.", "profile")
    passphrase = profile.new_passphrase()
    call.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    workstation, recovery = enrol(
        call.folder, options.server, options.invitation, options.prefix, passphrase, call.clock, options.name
    )
    try:
        try:
            exchange(workstation)
        except (Unavailable, Refused) as trouble:
            call.speech.warn(f"Le poste est inscrit, mais n'a pas encore tout reçu : {trouble}")
        with workstation.store.read() as transaction:
            view = transaction.view()
            mine, me = transaction.accounts.workstations[view.device], view.me
        _compare(call, me)
        values = {
            "workstation": mine.id,
            "prefix": mine.prefix,
            "person": me.id,
            "name": me.name,
            "organisation": me.organisation,
            "role": me.role,
            "recovery": recovery,
        }
        call.speech.say(
            values,
            f"Poste {mine.prefix} inscrit pour {me.name} ({me.organisation}, {me.role}).\n"
            f"Code de secours, à imprimer et à mettre en lieu sûr ; il n'est conservé nulle part :\n{recovery}",
        )
    finally:
        workstation.close()


def _compare(call: Call, me: Person) -> None:
    """Warns when the invitation was for somebody else than the person thinks he is."""
    name, organisation = call.options.name, call.options.organisation
    if name and not naming.called(name, [me]):
        call.speech.warn(f"L'invitation est au nom de {me.name} : c'est ce nom qui signera.")
    if organisation and organisations().resolve(organisation) != me.organisation:
        call.speech.warn(f"L'invitation est pour l'organisme {me.organisation} : c'est lui qui compte.")


def _invite(call: Call) -> None:
    """Only with the server at hand: a code handed over must be known to it."""
    options, workstation = call.options, call.workstation
    exchange(workstation)
    known_person = _already_known(call)
    if known_person:
        name, organisation, role = known_person.name, known_person.organisation, known_person.role
        call.speech.warn(f"{name} ({organisation}) est déjà connu : cette invitation est pour un autre de ses postes.")
    elif not (options.name and options.organisation and options.role):
        raise Refused("Une invitation demande --name, --organisation et --role, ou --person seul.", "name")
    else:
        name, organisation, role = options.name, options.organisation, options.role
    code = workstation.invite(name, organisation, role, known_person.id if known_person else "")
    exchange(workstation)
    call.speech.say({"invitation": code}, f"Invitation de {name}, valable une fois et trente jours :\n{code}")


def _already_known(call: Call) -> Person | None:
    """The person this invitation gives one more workstation to. Raises Refused when that is not certain."""
    options, persons = call.options, call.reading.persons()
    if options.person:
        found = naming.person("", options.person, persons)
    else:
        alike = [] if options.homonym else naming.called(options.name, persons)
        code = organisations().resolve(options.organisation) if options.organisation else ""
        here = [one for one in alike if not code or one.organisation == code]
        if len(alike) > 1:
            raise naming.homonyms(options.name, alike)
        if not here:
            return None
        found = here[0]
    if options.role and known(options.role) != found.role:
        raise Refused(
            f"{found.name} ({found.organisation}) est déjà connu avec le rôle habituel {found.role}. Pour un autre de "
            "ses postes, gardez ce rôle ; pour une autre personne du même nom, ajoutez --homonym.",
            "role",
        )
    return found


def _revoke(call: Call) -> None:
    workstation = call.workstation
    exchange(workstation)
    target = _workstation(call)
    workstation.revoke(target.id, call.options.reason)
    exchange(workstation)
    values = {"workstation": target.id, "prefix": target.prefix, "person": target.person.name, "revoked": True}
    call.speech.say(values, f"Poste {target.prefix} ({target.person.name}) révoqué.")


def _workstation(call: Call) -> Workstation:
    typed = call.options.workstation.strip()
    with call.workstation.store.read() as transaction:
        found = [
            one
            for one in transaction.accounts.workstations.values()
            if one.prefix == typed.upper() or (ID.fullmatch(typed) and one.id.startswith(typed))
        ]
    if len(found) != 1:
        raise Refused(f"Le poste « {typed} » n'est pas connu, ou n'est pas le seul de ce nom.", "workstation")
    return found[0]
