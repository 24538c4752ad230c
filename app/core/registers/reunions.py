"""Two crises opened apart for one event: the second points to the first, and nothing is renumbered."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import Refused
from app.core.plain_text import clean
from app.core.register import Draft, View, require_open
from app.core.registers import crisis as crises
from app.core.registers import memberships
from app.core.registers.crisis import FRAMES, JOINED, JOINERS, Crisis
from app.core.registers.members import AddMember, Member
from app.core.roles import may_manage_members, may_write_entries

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class JoinCrisis:
    """Command: the crisis `second` is one event with `first`. What it holds stays in it, with its numbers, and is shown
    with what the first one holds; whoever is in one is added to the other, as far as the author may."""

    second: str
    first: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeparateCrisis:
    """Command: they were two events. Who was added to the other crisis stays there, until somebody removes him."""

    crisis: str
    reason: str


Command = JoinCrisis | SeparateCrisis


def decide(command: Command, view: View) -> Iterator[Draft]:
    """The operations a command becomes, or Refused."""
    match command:
        case JoinCrisis(second, first, reason):
            yield _join(second, first, reason, view)
            for into, member in lacking(second, first, view):
                yield from _added(into, member, view)
        case SeparateCrisis(crisis, reason):
            yield _separate(crisis, reason, view)


def lacking(second: str, first: str, view: View) -> list[tuple[str, Member]]:
    """Who is a member of one of them and not of the other: the crisis that lacks him, and his place in the one he is
    in. Each person once, as he came."""
    found: dict[tuple[str, str], tuple[str, Member]] = {}
    for into, source in ((first, second), (second, first)):
        present = {one.person for one in view.members(into).current()}
        for one in view.members(source).current():
            if one.person not in present:
                found.setdefault((into, one.person), (into, one))
    return list(found.values())


def _join(second: str, first: str, reason: str, view: View) -> Draft:
    one, other = (_known(crisis, view) for crisis in (second, first))
    if one.id == other.id:
        raise Refused("Une crise ne se réunit pas à elle-même.", "crisis")
    for crisis in (second, first):
        require_open(view, crisis)
    if one.frame != other.frame:
        raise Refused(
            f"{one.code} est un cadre {FRAMES[one.frame]}, {other.code} un cadre {FRAMES[other.frame]} : ils ne se "
            "mêlent jamais.",
            "crisis",
        )
    if joined := view.joined_to(second):
        raise Refused(f"{one.code} est déjà réunie à {joined} : séparez-la d'abord.", "crisis")
    if second in view.firsts_of(first):
        raise Refused(f"{other.code} est déjà réunie à {one.code}.", "crisis")
    _require_joiner(one, view)
    mine = [grant.role for grant in view.grants(first)]
    if not any(may_write_entries(role) or may_manage_members(role) for role in mine):
        raise Refused(f"Pour réunir {one.code} à {other.code}, il faut pouvoir écrire dans {other.code}.", "crisis")
    body = {"fields": {JOINED: first}, "code": other.code, "reason": clean(reason, "reason", LONGEST_REASON)}
    return Draft("crisis.joined", body, second, second, {JOINED: _seen(one)})


def _separate(id: str, reason: str, view: View) -> Draft:
    one = _known(id, view)
    reason = clean(reason, "reason", LONGEST_REASON)
    if not reason:
        raise Refused("Indiquez pourquoi ces crises sont séparées.", "reason")
    if not one.joins:
        raise Refused(f"{one.code} n'est réunie à aucune autre.", "crisis")
    _require_joiner(one, view)
    body = {"fields": {JOINED: ""}, "reason": reason}
    return Draft("crisis.separated", body, id, id, {JOINED: _seen(one)})


def _added(into: str, member: Member, view: View) -> list[Draft]:
    """The operation that adds somebody, in the role he has in the other crisis or else his usual one: none when the
    author may not. Whoever was removed from there once is added by a decision of its own."""
    if any(one.person == member.person for one in view.members(into).removals.values()):
        return []
    for role in dict.fromkeys((member.role, view.accounts.persons[member.person].role)):
        try:
            return memberships.decide(AddMember(into, member.person, role, member.organisation), view)
        except Refused:
            continue
    return []


def _known(id: str, view: View) -> Crisis:
    found = crises.fold(view.held(id))
    if found is None:
        raise Refused("Cette crise n'est pas connue de ce poste.", "crisis")
    return found


def _require_joiner(one: Crisis, view: View) -> None:
    if JOINERS.isdisjoint(grant.role for grant in view.grants(one.id)):
        raise Refused(
            f"Seuls le chef de cellule, le directeur de crise et un administrateur de {one.code} en décident.", "crisis"
        )


def _seen(one: Crisis) -> list[str]:
    field = one.fields.get(JOINED)
    return list(field.seen) if field else []
