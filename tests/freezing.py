"""Briefs frozen, approved and copied without paper: their files are bytes that begin and end as those of a PDF."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random

from app.core.brief import first_number
from app.core.brief_commands import Copy, Freeze, MakeCopies, Printed, Revise
from app.core.brief_content import fingerprint
from app.core.composition import Composition
from app.core.composition import content as composed_of
from app.core.entry_commands import Record
from app.sync.workstation import Workstation

SURE = {"key_event": True, "source": "A", "credibility": "1"}


def record(sig: Workstation, crisis: str, subject: str = "Feu maîtrisé") -> str:
    """An entry that the next brief cites."""
    return sig.desk.do(Record(crisis, subject, occurred_at=sig.clock.now() - 1000, **SURE)).id


def paper(fingerprint: str, name: str = "brief", size: int = 6_000) -> bytes:
    """Bytes that look like a PDF which says a fingerprint, no two alike."""
    random = Random(fingerprint + name)
    return b"%%PDF-1.7\n%s\n(Empreinte du contenu : %s)\nstartxref\n9\n%%%%EOF\n" % (
        random.randbytes(size),
        fingerprint.encode(),
    )


def tail_of(name: str) -> bytes:
    return b"\n%s\nstartxref\n10\n%%%%EOF\n" % Random(name).randbytes(900)


def freeze(
    sig: Workstation, crisis: str, approved: bool = True, annex: bool = False, format: str = "standard", takes: str = ""
) -> str:
    """A brief (id), of what the workstation holds; `takes`: the project whose number it keeps."""
    proposal = sig.reading.propose(crisis, sig.clock.now(), approved, format, takes)
    content = composed_of(proposal, Composition(format))
    print_ = fingerprint(content)
    printed = Printed(paper(print_), 2, paper(print_, "annex") if annex else b"", int(annex))
    if takes:
        return sig.desk.do(Revise(takes, content, printed, proposal.known)).id
    return sig.desk.do(Freeze(crisis, content, printed, proposal.known)).id


def copy(sig: Workstation, id: str, recipients: Sequence[str]) -> None:
    """Copies of the text that stands, and of its annex, in the register."""
    brief, pdf = sig.reading.brief(id), sig.reading.brief_file(id)
    annex = sig.reading.brief_annex(id) if brief.file.annex_pages else b""
    first = first_number(brief, sig.reading.me().workstation)
    copies = tuple(_copy(number, whom, pdf, annex) for number, whom in enumerate(recipients, first))
    sig.desk.do(MakeCopies(id, brief.file.sha256, first - 1 + len(copies), copies))


def _copy(number: int, recipient: str, pdf: bytes, annex: bytes) -> Copy:
    tail, more = tail_of(f"{number} {recipient}"), tail_of(f"{number} {recipient} annex") if annex else b""
    return Copy(number, recipient, tail, _sum(pdf + tail), more, _sum(annex + more) if annex else "")


def _sum(file: bytes) -> str:
    return sha256(file).hexdigest()
