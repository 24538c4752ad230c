"""`contact purge`: what the directory keeps of people and should no longer, erased everywhere and written down."""

from app.commands import naming
from app.commands.call import Call
from app.commands.contact_speech import count
from app.commands.parsing import Among, command, of_crisis
from app.core import purging
from app.core.clock import moment
from app.core.contact import Contact
from app.core.errors import Refused
from app.core.registers.directory import ZONE
from app.core.registers.erasures import Erase

AHEAD = 30  # days
UNSURE = "L'heure de ce poste n'est pas sûre tant qu'il n'a pas échangé avec le serveur : rien n'a été purgé."


def arrange(contact: Among) -> None:
    """Adds this command to those of the directory."""
    purge = command(contact, "purge", "effacer pour toujours, partout, ce que l'annuaire garde de quelqu'un", _purge)
    what = purge.add_mutually_exclusive_group(required=True)
    what.add_argument("contact", metavar="CONTACT", nargs="?", default="", help="ce contact, et ses numéros privés")
    what.add_argument("--due", action="store_true", help="tous ceux dont la date de purge est venue")
    what.add_argument(
        "--coming", action="store_true", help=f"lister ceux à purger d'ici {AHEAD} jours ; rien n'est fait"
    )
    purge.add_argument("--reason", default="", help="pourquoi, sans nommer personne : c'est ce qui reste")
    of_crisis(purge)


def _purge(call: Call) -> None:
    options = call.options
    if options.coming:
        for one in call.reading.to_purge(moment(call.clock.now(), ZONE).date(), AHEAD):
            _tell(call, one)
    elif options.due:
        _due(call)
    else:
        id = naming.contact(call, options.contact, retired=True)
        naming.require_own(call, call.reading.contact(id).space)
        call.desk.do(Erase(id, options.reason))
        call.speech.say({"contact": id, "erased": True}, "Effacé ici, et partout au prochain échange de chaque poste.")


def _due(call: Call) -> None:
    naming.require_own(call, "")
    if not call.reading.server_time().sure:
        raise Refused(UNSURE)
    done = purging.apply_rules(call.desk, call.reading)
    values = {"erased": done.erased, "left": [{"name": name, "why": why} for name, why in done.left]}
    lines = [f"{count(done.erased, 'contact purgé')}."]
    call.speech.say(values, "\n".join([*lines, *(f"  {name} : {why}" for name, why in done.left)]))


def _tell(call: Call, one: Contact) -> None:
    values = {"contact": one.id, "name": one.name, "purge_on": one.purge_on}
    call.speech.say(values, f"{one.id[:12]}  {one.name} · à purger le {purging.said(one.purge_on)}")
