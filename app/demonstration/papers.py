"""The second brief replaces the first; a paper is checked; what else leaves: other formats, a courriel, the kit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile

from app.core import brief_verdict, brief_verification, composition, kit_keeping, recipients
from app.core.brief_commands import Freeze
from app.core.brief_content import Chronology, Content
from app.core.brief_verdict import ALTERED, REPLACED, UNKNOWN
from app.demonstration import brief_views, situation
from app.demonstration.gallery import Gallery
from app.demonstration.scene import Scene, Seat
from app.demonstration.situation import point
from app.demonstration.telling import pages
from app.documents import brief, brief_mail, brief_odt, copies, copy_outputs
from app.documents.brief import Rendered
from app.documents.copy_outputs import Copy

ALTERED_BYTE = 0x20
FORMATS = {"cabinet": "incendie-fiche-cabinet", "cip": "incendie-questions-reponses-cip"}


@dataclass(frozen=True, slots=True)
class Frozen:
    """A brief that was frozen, by its id, and what was printed of it."""

    id: str
    reference: str
    made: Rendered


def play(
    scene: Scene, gallery: Gallery, pair: tuple[Seat, Seat], crisis: str, first: str, copied: Sequence[Path], out: Path
) -> str:
    """The second brief (id), what became of the first one's copies, and every other paper."""
    sig, liaison = pair
    scene.telling.step("Le n° 2 remplace le n° 1 ; d'autres formats partent ; un papier se vérifie")
    situation.go_on(scene, sig, crisis)
    second = follow(scene, sig, crisis, first, out)
    send(scene, sig, second, out)
    for format, name in FORMATS.items():
        made = freeze(scene, sig, crisis, format, {**point().composed, **point().second})
        write(made.made, out / f"{name}.pdf")
        words = f"{name}.pdf : {made.reference}, format {format}, {pages(made.made.pages)}"
        scene.telling.check(made.made.pages == 1 and not made.made.over, words)
    keep(scene, gallery, sig, crisis, out)
    scene.until_settled(crisis)
    verify(scene, liaison, second, copied[1])
    brief_views.of_the_verification(gallery, liaison, crisis, copied[1])
    return second.id


def follow(scene: Scene, sig: Seat, crisis: str, first: str, out: Path) -> Frozen:
    """The next brief: what arrived late is in it, and says so."""
    former = sig.workstation.reading.brief(first)
    made = freeze(scene, sig, crisis, "standard", {**point().composed, **point().second})
    content = made.made.content
    late = [one for one in noted(content) if one.startswith(f"parvenu après le n° {former.number}")]
    file = out / f"incendie-point-{content.number}.pdf"
    write(made.made, file)
    scene.telling.say(f"{made.reference} : {pages(made.made.pages)}, {pages(made.made.printed.annex_pages)} d'annexe")
    scene.telling.check(content.replaces == former.reference, f"il annule et remplace {former.reference}")
    scene.telling.check(
        len(late) == 1, f"ce qui fut écrit hors ligne, plus ancien que le n° 1, y est : « {', '.join(late)} »"
    )
    return made


def freeze(scene: Scene, sig: Seat, crisis: str, format: str, typed: Mapping[int, str]) -> Frozen:
    """A brief of that format as it is proposed, with these words; approved by who freezes it."""
    proposal = sig.workstation.reading.propose(crisis, scene.clock.now(), True, format)
    made = brief.render(composition.content(proposal, situation.chosen(proposal, typed, format)))
    done = sig.workstation.desk.do(Freeze(crisis, made.content, made.printed, proposal.known))
    return Frozen(done.id, done.label, made)


def verify(scene: Scene, seat: Seat, second: Frozen, copied: Path) -> None:
    """A copy is known, one byte that was changed is found, and nobody else's brief is accused."""
    reading, pdf = seat.workstation.reading, copied.read_bytes()
    found = brief_verification.of_file(reading, pdf)
    whom = f"{found.label}, {found.copy.recipient}" if found.copy else ""
    right = found.state == REPLACED and found.replaced_by == second.reference and bool(found.exact)
    scene.telling.check(
        right and bool(whom), f"{copied.name}, sur {seat.prefix} : {whom}. {brief_verdict.sentence(found)}"
    )
    altered = bytearray(pdf)
    altered[len(pdf) // 2] ^= ALTERED_BYTE
    found = brief_verification.of_file(reading, bytes(altered))
    place = found.altered_at == len(pdf) // 2
    scene.telling.check(found.state == ALTERED and place, f"un octet changé : {brief_verdict.sentence(found)}")
    found = brief_verification.of_file(reading, brief.render(elsewhere(second.made.content)).pdf)
    words = f"le point d'un autre service ({point().elsewhere.reference}) : {brief_verdict.STATES[UNKNOWN]}"
    scene.telling.check(found.state == UNKNOWN, f"{words}, sans l'accuser")


def elsewhere(content: Content) -> Content:
    """A brief such as another service would make, that no workstation here was ever given."""
    told = point().elsewhere
    return replace(
        content,
        reference=told.reference,
        number=told.number,
        crisis=told.crisis,
        crisis_code=told.code,
        issuer=told.issuer,
        workstation=told.workstation,
        replaces="",
        sections=content.sections[:1],
        annexes=(),
    )


def send(scene: Scene, sig: Seat, second: Frozen, out: Path) -> None:
    """One copy as a courriel ready to send, and the text for those who must edit."""
    reading, content, number = sig.workstation.reading, second.made.content, second.made.content.number
    found, one = reading.brief(second.id), recipients.typed(point().recipients[0])[0]
    annex = second.made.printed.annex
    sig.workstation.desk.do(copies.make(second.made.pdf, annex, found, sig.prefix, [one.name]))
    (made,) = reading.brief_copies(second.id)
    files = (reading.copy_file(second.id, made.label), reading.copy_file(second.id, made.label, True) if annex else b"")
    copy = Copy(made.label, made.recipient, *files, one.address)
    words = brief_mail.words_of(content, scene.clock.now())
    mail = out / f"incendie-point-{number}.eml"
    mail.write_bytes(brief_mail.mail_of(words, (one,), copy_outputs.documents(words, copy), copy.words))
    text = out / f"incendie-point-{number}.odt"
    brief_odt.take_out(sig.workstation.desk, found.space, content, text)
    scene.telling.say(
        f"{mail.name} : l'exemplaire {copy.words}, prêt à envoyer ; {text.name} : le texte, modifiable, noté"
    )


def keep(scene: Scene, gallery: Gallery, sig: Seat, crisis: str, out: Path) -> None:
    """The degraded kit: what one works with on paper when nothing answers, refreshed every day by itself."""
    brief_views.of_the_kit(gallery, sig, crisis)
    made = kit_keeping.read(sig.workstation.folder).made
    held = made is not None and crisis in made.crises
    scene.telling.check(
        held, f"kit de secours refait sur {sig.prefix} : il tient la crise telle qu'elle est maintenant"
    )
    if made is not None:
        file = out / Path(made.file).name
        copyfile(made.file, file)
        scene.telling.say(f"{file.name} : {pages(made.pages)} de formulaires vierges et de tableaux du moment")


def write(made: Rendered, file: Path) -> None:
    """A brief, and its annex beside it."""
    file.write_bytes(made.pdf)
    if made.printed.annex:
        file.with_stem(f"{file.stem}-annexe").write_bytes(made.printed.annex)


def noted(content: Content) -> list[str]:
    """The remarks of its chronology, each with its fact."""
    blocks = [block for one in (*content.sections, *content.annexes) for block in one.blocks]
    return [f"{line.note} : {line.text}" for one in blocks if isinstance(one, Chronology) for line in one.lines]
