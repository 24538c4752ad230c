"""The rules of giving a visa: which step is mine, on which exact text, and what is refused."""

from app.core import circuits
from app.core.errors import Refused
from app.core.judging import SATISFIES, Judgement, Step
from app.core.message import Message
from app.core.message_commands import ConfirmVisa, GiveVisa, PhoneVisa
from app.core.plain_text import clean
from app.core.register import Draft, View
from app.core.texts import Version, cleaned, placeholders, text_hash
from app.core.visas import DECISIONS, MEANS, RECORDS, Visa, alike, is_author

LONGEST_COMMENT, LONGEST_NAME = 2_000, 200


def give(command: GiveVisa, message: Message, version: Version, view: View) -> Draft:
    """The visa of my role on one exact version, or Refused."""
    comment = _comment(command.decision, command.comment)
    judgement = _judgement(message, version, view)
    step, grant = _my_step(judgement, view, message.space)
    if step.final and view.me.id in {one.person for one in version.authors}:
        raise Refused("Quatre yeux : l'auteur du texte ne donne pas le visa final.", "decision")
    _refuse_final(step, command.decision, message, version)
    if any(
        one.recorded and one.counts and one.person == view.me.id and one.text == version.hash for one in message.visas
    ):
        raise Refused("Vous avez noté un visa sur ce texte : vous n'en donnez pas vous-même.", "decision")
    _refuse_again(step, command.decision, comment, view)
    body = _body(judgement, version, step.step, step.organisation, command.decision, comment)
    return Draft("visa.given", body, message.space, message.id, grant=grant)


def record(command: PhoneVisa, message: Message, version: Version, view: View) -> Draft:
    """A visa that somebody gave otherwise than in the application, or Refused."""
    comment = _comment(command.decision, command.comment)
    judgement = _judgement(message, version, view)
    grant = next((one.id for one in view.grants(message.space) if one.role == RECORDS), "")
    if not grant:
        raise Refused(f"Seul le rôle {RECORDS} note un visa donné autrement que dans l'application.", "means")
    if command.means not in MEANS or command.means == "app":
        raise Refused(f"Moyen inconnu. Moyens possibles : {', '.join(one for one in MEANS if one != 'app')}.", "means")
    if view.me.id in {one.person for one in version.authors}:
        raise Refused("Quatre yeux : l'auteur du texte ne note pas de visa.", "decision")
    step = _named_step(judgement, command.step, command.organisation)
    mine = [one for one in message.visas if one.counts and one.person == view.me.id and one.text == version.hash]
    if any(not one.recorded for one in mine):
        raise Refused("Vous avez donné votre visa sur ce texte : un autre chef de cellule note celui-ci.", "decision")
    if any((one.step, one.organisation) != (step.step, step.organisation) for one in mine):
        raise Refused("Vous avez déjà noté le visa d'une autre étape : un autre chef de cellule note celui-ci.", "step")
    name = clean(command.name, "name", LONGEST_NAME)
    number = clean(command.number, "number", 60)
    if not name:
        raise Refused("Dites qui a donné ce visa.", "name")
    if command.means == "phone" and not number:
        raise Refused("Notez le numéro appelé.", "number")
    if alike(name, view.me.name):
        raise Refused("Ce visa est le vôtre : donnez-le dans l'application.", "name")
    if step.final and is_author(name, version):
        raise Refused("Quatre yeux : l'auteur du texte ne donne pas le visa final.", "name")
    _refuse_final(step, command.decision, message, version)
    body = _body(judgement, version, step.step, step.organisation, command.decision, comment)
    body["means"] = command.means
    body["for"] = {"name": name, "function": clean(command.function, "function", LONGEST_NAME), "number": number}
    return Draft("visa.given", body, message.space, message.id, grant=grant)


def confirm(command: ConfirmVisa, message: Message, view: View) -> Draft:
    """The confirmation, by who may sign that step, of a visa somebody else wrote down; or Refused."""
    visa = visa_named(message, command.visa)
    if not visa.recorded:
        raise Refused("Ce visa a été donné dans l'application : il n'est pas à confirmer.", "visa")
    if visa.confirmed:
        raise Refused("Ce visa est déjà confirmé.", "visa")
    if not visa.counts:
        raise Refused(f"Ce visa ne compte pas : {visa.why_not}.", "visa")
    if visa.person == view.me.id:
        raise Refused("Vous avez noté ce visa : quelqu'un d'autre le confirme.", "visa")
    judgement = next(one for hash, one in message.judgements.items() if hash == visa.text)
    step = _named_step(judgement, visa.step, visa.organisation)
    version = next(one for one in message.versions if one.hash == visa.text)
    if step.final and view.me.id in {one.person for one in version.authors}:
        raise Refused("Quatre yeux : l'auteur du texte ne confirme pas le visa final.", "visa")
    for grant in view.grants(message.space):
        if step.of(grant.role, grant.organisation):
            return Draft("visa.confirmed", {"visa": visa.id}, message.space, message.id, grant=grant.id)
    raise Refused("Seul qui pourrait donner ce visa le confirme.", "visa")


def visa_named(message: Message, name: str) -> Visa:
    """The visa of that id, or of the only one whose id begins so."""
    found = [one for one in message.visas if name and one.id.startswith(name)]
    if len(found) != 1:
        raise Refused(
            f"{message.reference} n'a pas de visa {name}." if not found else f"{name} désigne plusieurs visas.", "visa"
        )
    return found[0]


def _refuse_again(step: Step, decision: str, comment: str, view: View) -> None:
    given = step.visa
    if given is None or given.recorded or given.person != view.me.id:
        return
    if (given.decision, given.comment) == (decision, comment):
        raise Refused(f"Vous avez déjà donné ce visa ({DECISIONS[decision]}) sur ce texte.", "decision")


def _comment(decision: str, comment: str) -> str:
    if decision not in DECISIONS:
        raise Refused(f"Décision inconnue. Décisions possibles : {', '.join(DECISIONS)}.", "decision")
    comment = clean(comment, "comment", LONGEST_COMMENT, lines=True)
    if decision == "reservation" and not comment:
        raise Refused("Écrivez la réserve : l'autorité doit pouvoir la lire.", "comment")
    return comment


def _judgement(message: Message, version: Version, view: View) -> Judgement:
    judgement = message.judgements.get(version.hash)
    if judgement is None:
        raise Refused(f"La version {version.label} n'a pas été soumise au visa.", "version")
    if judgement.submission.returned and not judgement.validated:
        raise Refused(f"{version.label} a été retournée : une nouvelle version est attendue.", "version")
    in_force = circuits.holds(judgement.submission.circuit, view.members(message.space).regimes.values())
    if not judgement.active or not (judgement.validated or in_force):
        raise Refused("Le circuit de visas a changé : cette version est à soumettre à nouveau.", "version")
    return judgement


def _my_step(judgement: Judgement, view: View, space: str) -> tuple[Step, str]:
    """The step that is mine to sign, those that wait first, and the grant I sign under."""
    mine = [
        (step, grant)
        for step in sorted(judgement.steps, key=lambda one: (one.state == "done", not one.ready))
        for grant in view.grants(space)
        if step.of(grant.role, grant.organisation)
    ]
    if not mine:
        raise Refused("Aucune étape du circuit n'attend un visa de votre rôle et de votre organisme.", "decision")
    return mine[0][0], mine[0][1].id


def _named_step(judgement: Judgement, name: str, organisation: str) -> Step:
    for step in judgement.steps:
        if step.step == name and step.organisation == organisation:
            return step
    named = ", ".join(f"{one.step}{f' ({one.organisation})' if one.organisation else ''}" for one in judgement.steps)
    raise Refused(f"Cette étape n'est pas dans le circuit. Étapes : {named}.", "step")


def _refuse_final(step: Step, decision: str, message: Message, version: Version) -> None:
    """The authority clears neither a text with a hole in it, nor one whose ground has moved."""
    if not step.final or decision not in SATISFIES["role"]:
        return
    try:
        same = text_hash(message.id, cleaned(version.text)) == version.hash
    except Refused as refusal:
        raise Refused(f"{refusal} Le visa final est refusé.", "version") from refusal
    if not same:
        raise Refused("Le texte n'est pas écrit comme ce programme l'écrit : le visa final est refusé.", "version")
    to_write = placeholders(version.text)
    if to_write:
        raise Refused(f"Le texte est à compléter : {', '.join(to_write)}. Le visa final est refusé.", "version")
    if message.situation and message.situation.review:
        named = ", ".join(one.number for one in message.situation.review)
        raise Refused(f"À réexaminer avant le visa final : {named}.", "version")


def _body(
    judgement: Judgement, version: Version, step: str, organisation: str, decision: str, comment: str
) -> dict[str, object]:
    return {
        "version": judgement.submission.signs,
        "label": version.label,
        "submission": judgement.submission.id,
        "step": step,
        "organisation": organisation,
        "decision": decision,
        "comment": comment,
    }
