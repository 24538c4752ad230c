"""`crisis twins`, `merge`, `distinct`, `separate`: two crises opened apart for one event."""

from app.commands import naming
from app.commands.call import Call
from app.commands.parsing import Among, command
from app.core.clock import rfc3339
from app.core.registers.reunions import JoinCrisis, SeparateCrisis
from app.core.store.crisis_reading import Reunion

MEMBER_LEFT = "{} ({}) n'a pas pu être ajouté à {} : demandez-le à un responsable de cette crise."


def arrange(among: Among) -> None:
    command(among, "twins", "les crises ouvertes qui semblent être un même événement", _twins)
    merging = command(among, "merge", "réunir une crise à une autre : rien n'est renuméroté", _merge)
    merging.add_argument("second", metavar="SECONDE")
    merging.add_argument("--into", required=True, metavar="PREMIÈRE", help="la crise où l'on écrit désormais")
    merging.add_argument("--reason", default="", help="motif")
    apart = command(among, "distinct", "noter sur ce poste que ce sont deux crises : il ne le propose plus", _distinct)
    apart.add_argument("first", metavar="CRISE")
    apart.add_argument("second", metavar="AUTRE")
    separating = command(among, "separate", "séparer une crise de celle à laquelle elle est réunie", _separate)
    separating.add_argument("crisis", metavar="CRISE")
    separating.add_argument("--reason", required=True, help="motif")


def _twins(call: Call) -> None:
    for one in call.reading.twins():
        values = {
            "first": one.first.code,
            "second": one.second.code,
            "first_id": one.first.id,
            "second_id": one.second.id,
            "reasons": list(one.reasons),
            "may_merge": one.mine,
        }
        said = (
            f"{one.first.code}  {one.first.title}\n{one.second.code}  {one.second.title}\n"
            f"Deux crises pour un même événement ? {' ; '.join(one.reasons)}."
        )
        call.speech.say(values, said)


def _merge(call: Call) -> None:
    second, first = (naming.crisis(call, text) for text in (call.options.second, call.options.into))
    call.desk.do(JoinCrisis(second.id, first.id, call.options.reason))
    tell(call, second.id)


def _distinct(call: Call) -> None:
    first, second = (naming.crisis(call, text) for text in (call.options.first, call.options.second))
    call.desk.keep_distinct(first.id, second.id)
    said = f"{first.code} et {second.code} sont deux crises : ce poste ne propose plus de les réunir."
    call.speech.say({"first": first.code, "second": second.code, "distinct": True}, said)


def _separate(call: Call) -> None:
    found = naming.crisis(call, call.options.crisis)
    call.desk.do(SeparateCrisis(found.id, call.options.reason))
    values = {"crisis": found.code, "id": found.id, "joined_to": None}
    call.speech.say(values, f"{found.code} n'est plus réunie à aucune crise : on y écrit de nouveau.")


def tell(call: Call, crisis: str) -> None:
    """What that crisis is joined to, and who is still missing in one of them."""
    found = call.reading.reunion(crisis)
    if found is None:
        return
    joining, zone = found.joining, found.crisis.zone
    values = {
        "crisis": found.crisis.code,
        "id": found.crisis.id,
        "joined_to": found.crisis.joined_to,
        "by": joining.by.name,
        "at": rfc3339(joining.at, zone),
        "reason": joining.reason,
        "left_out": [
            {"crisis": code, "person": one.person, "name": one.name, "role": one.role} for code, one in found.left_out
        ],
    }
    call.speech.say(values, "\n".join(words(found)))


def words(found: Reunion) -> list[str]:
    """The same for a person."""
    reason = f" ({found.joining.reason})" if found.joining.reason else ""
    at = rfc3339(found.joining.at, found.crisis.zone)
    return [
        f"{found.crisis.code} est réunie à {found.crisis.joined_to} par {found.joining.by.name}, le {at}{reason}.",
        "Rien n'est renuméroté ; ce qu'elle contient se lit dans l'une et l'autre.",
        *(MEMBER_LEFT.format(one.name, one.role, code) for code, one in found.left_out),
    ]
