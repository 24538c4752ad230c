"""Says of a PDF, or of a code read on paper, which brief it is and what it is worth now, as far as this workstation
knows. A brief that it does not hold is not accused."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from app.core import brief_citations, brief_code, brief_recognition
from app.core import entry as entries
from app.core.attachments import weighed
from app.core.brief import File, content_of, fold, known_when_frozen, printed_hash
from app.core.brief_citations import ABSENT, DAMAGED, Citation, Opposed, Since, Then
from app.core.brief_recognition import BRIEF, Kept, Match
from app.core.brief_verdict import ALTERED, DRAFT, IN_FORCE, REPLACED, UNKNOWN, Verdict
from app.core.errors import Refused
from app.core.records import Held

if TYPE_CHECKING:
    from app.core.store.reading import Reading

MOST = 64 * 1024 * 1024  # bytes of a PDF
HEAD, END = 1024, 2048  # where every PDF says what it is, and that it is whole
FOREIGN = (
    "Ses pages sont celles de {}, octet pour octet, suivies de ce qui n'est d'aucun exemplaire au registre de ce poste"
    " : un exemplaire fait ailleurs, ou un ajout. Ce poste ne peut pas le dire : synchronisez."
)
OTHER_HASH = "Ce poste tient {}, mais pas avec cette empreinte : relisez le code, ou synchronisez."
UNREGISTERED = "L'exemplaire {} n'est pas au registre de ce poste : il a pu être fait ailleurs."
TAKEN_UP = "Ce projet a été repris depuis sous le même numéro."
SINCE_APPROVED = "Le point {} a été approuvé depuis : ce projet ne fait pas foi."
APART = "Un autre texte de {} a été approuvé à part, et fait foi."
JOINED = "La crise a été réunie à {} : ses points suivants y sont."


def of_file(reading: "Reading", pdf: bytes) -> Verdict:
    """The answer on a PDF: a brief, an annex, or a copy of either. Raises Refused when it is no whole PDF."""
    if not pdf:
        raise Refused("Ce fichier est vide.", "file")
    if len(pdf) > MOST:
        raise Refused(f"Ce fichier pèse {weighed(len(pdf))}, un point de situation {weighed(MOST)} au plus.", "file")
    sum = sha256(pdf).hexdigest()
    for kept in _briefs(reading):
        found = brief_recognition.exact(kept, sum)
        if found is not None:
            return _on_file(reading, found, sum)
    named = brief_recognition.fingerprints_in(pdf)
    near = [one for kept in _briefs(reading) for one in brief_recognition.altered(kept, pdf, named)]
    if near:
        return _on_file(reading, max(near, key=lambda one: one.first + one.last), sum)
    if b"%PDF-" not in pdf[:HEAD]:
        raise Refused("Ce fichier n'est pas un PDF.", "file")
    if b"%%EOF" not in pdf[-END:]:
        raise Refused("Ce PDF s'arrête avant sa fin : demandez-le de nouveau à qui vous l'a remis.", "file")
    return Verdict(UNKNOWN, sum, False)


def of_code(reading: "Reading", typed: str) -> Verdict:
    """The answer on a sheet of paper, by what its square code says, or what was typed of it. Raises Refused."""
    code = brief_code.read(typed)
    namesake = ""
    for kept in _briefs(reading):
        brief = kept.brief
        if code.reference and brief.reference.upper() != code.reference:
            continue
        namesake = brief.reference if code.reference else ""
        file = next((one for one in brief.files if one.fingerprint.startswith(code.fingerprint)), None)
        if file is None:
            continue
        copies = [one for one in brief.copies if (one.file, one.label.upper()) == (file.sha256, code.label)]
        copy = copies[0] if copies else None
        found = _on(reading, kept, file)
        note = UNREGISTERED.format(code.label) if code.label and copy is None else ""
        return replace(
            found,
            sha256=copy.sha256 if copy else file.sha256,
            document=BRIEF,
            label=copy.label if copy else code.label,
            copy=copy,
            note=" ".join(filter(None, (found.note, note))),
        )
    return Verdict(UNKNOWN, label=code.label, note=OTHER_HASH.format(namesake) if namesake else "")


def _briefs(reading: "Reading") -> Iterator[Kept]:
    """Every brief held, of every crisis, one at a time: each weighs as much as its files."""
    crises = {one.id: one for one in reading.crises()}
    seen: set[str] = set()
    for crisis in crises.values():
        for row in reading.briefs(crisis.id):
            if row.id in seen:
                continue
            seen.add(row.id)
            with suppress(Refused):  # altered on this disk: it answers for nothing
                operations = reading.cited_as_held([row.id])[row.id]
                brief = fold(operations)
                if brief is not None:
                    yield Kept(brief, operations, crises.get(brief.space, crisis))


def _on_file(reading: "Reading", match: Match, sum: str) -> Verdict:
    reference = match.kept.brief.reference
    if match.foreign:
        return Verdict(UNKNOWN, sum, False, note=FOREIGN.format(reference))
    found = _on(reading, match.kept, match.file)
    found = replace(
        found,
        sha256=sum,
        exact=match.exact,
        document=match.document,
        label=match.copy.label if match.copy else "",
        copy=match.copy,
    )
    if match.exact:
        return found
    return replace(found, state=ALTERED, altered_at=match.first, size=match.size)


def _on(reading: "Reading", kept: Kept, file: File) -> Verdict:
    """What that text of a brief is worth now."""
    state, replaced_by, notes = _standing(reading, kept, file)
    faithful = printed_hash(next(one for one in kept.operations if one.id == file.operation)) == file.fingerprint
    content = content_of(kept.operations, file.operation)
    cited = brief_citations.citations(content) if content else ()
    return Verdict(
        state=state if faithful else ALTERED,
        brief=kept.brief,
        file=file,
        crisis=kept.crisis,
        replaced_by=replaced_by,
        note=" ".join(notes),
        faithful=faithful,
        cited=len(cited),
        since=tuple(_since(reading, cited, _then(kept, file))),
        pending=any(one.rank is None for one in kept.operations if one.counts),
    )


def _standing(reading: "Reading", kept: Kept, file: File) -> tuple[str, str, list[str]]:
    """Its state, the reference of what replaces it, and what is to be known besides."""
    brief = kept.brief
    notes = [JOINED.format(kept.crisis.joined_to)] if kept.crisis.joined_to else []
    stands = file.operation == brief.file.operation
    if not file.approved:
        if stands:
            return DRAFT, "", notes
        return DRAFT, brief.reference, [SINCE_APPROVED.format(brief.reference) if brief.approved else TAKEN_UP, *notes]
    if not stands:
        return REPLACED, brief.reference, [APART.format(brief.reference), *notes]
    last = reading.followed(brief.space, brief.format)
    return (IN_FORCE, "", notes) if last is None or last.id == brief.id else (REPLACED, last.reference, notes)


def _then(kept: Kept, file: File) -> Then:
    try:
        known = known_when_frozen(kept.operations, file.operation)
    except Refused:
        known = None
    return Then(kept.brief.space, known, file.at)


def _since(reading: "Reading", cited: Sequence[Citation], then: Then) -> Iterator[Since]:
    """What became of what a brief cites, in its order."""
    held = _held(reading, [one.record for one in cited])
    for one in cited:
        operations = held.get(one.record)
        if operations is None:
            yield Since(one, DAMAGED, "est altéré sur le disque de ce poste")
        elif brief_citations.is_message(operations):
            try:
                now = reading.message(one.record)
            except Refused:
                yield Since(one, ABSENT, "ne se lit plus au journal de ce poste")
                continue
            yield from brief_citations.since_said(one, now, operations, then)
        else:
            opposed = tuple(_opposed(reading, one.record, operations)) if brief_citations.is_entry(operations) else ()
            yield from brief_citations.since(one, operations, then, opposed)


def _held(reading: "Reading", records: Sequence[str]) -> Mapping[str, Sequence[Held]]:
    """What is held of these records; one that was altered on this disk is left out."""
    try:
        return reading.cited_as_held(records)
    except Refused:
        found: dict[str, Sequence[Held]] = {}
        for record in records:
            with suppress(Refused):
                found |= reading.cited_as_held([record])
        return found


def _opposed(reading: "Reading", record: str, operations: Sequence[Held]) -> Iterator[Opposed]:
    """What contradicts or replaces an entry, and what it contradicts itself."""
    one = entries.fold(operations)
    if one is None:
        return
    for link in reading.related(record).links:
        if link.settled or link.kind not in brief_citations.AGAINST:
            continue
        other = one if link.outgoing else entries.fold(_held(reading, [link.id]).get(link.id, ()))
        found = brief_citations.opposing(link, other, record) if other else None
        if found:
            yield found
