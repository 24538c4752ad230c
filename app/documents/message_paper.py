"""A message on paper, as an official communiqué, A4: its words sign for sign, legible in black and white."""

from collections.abc import Iterator
from itertools import pairwise

from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Paragraph, Spacer

from app.core.errors import Refused
from app.core.leaving import BULLET, Leaving, Part
from app.core.leaving import parts as parts_of
from app.core.message import KINDS
from app.documents import fonts, message_furniture, paper, typography

UNPRINTABLE = "Le papier ne sait pas écrire « {} » : employez le texte, le courriel ou l’ODT."
STYLES = {
    "title": paper.TITLE,
    "lead": paper.LEAD,
    "key": paper.KEY,
    "heading": paper.SECTION,
    "section": paper.SPOKEN,
    "body": paper.SPOKEN,
    "issuer": paper.SIGNED,
}
CONTACT_RULE = 180.0  # points
ACROSS = {"embargo": "SOUS EMBARGO", "standing": "NON VALIDÉ"}


def pdf_of(leaving: Leaving) -> bytes:
    """The file. Same version, same hour, same bytes. Raises Refused when a sign of it has no shape on this paper."""
    with fonts.PRESS:
        fonts.register()
        parts = parts_of(leaving.text, leaving.channel)
        lacking = fonts.shapeless("".join(part.words for part in parts).replace("\n", ""))
        if lacking:
            raise Refused(UNPRINTABLE.format(" ".join(lacking[:8])), "format")
        flow = [flowable for before, part in pairwise((None, *parts)) if part for flowable in _laid(part, before)]
        around = _around(leaving)
        title = " — ".join((*leaving.marks, leaving.text.title))
        return message_furniture.laid_out(around, [*flow, *_contact(leaving)], title, leaving.text.issuer, leaving.hash)


def _around(leaving: Leaving) -> message_furniture.Around:
    date = typography.date_in_words(leaving.at, leaving.zone)
    when = f"{leaving.place}, le {date}" if leaving.place else f"Le {date}"
    named = f"{leaving.reference} · {leaving.version} · empreinte {typography.shortened(leaving.hash)}"
    return message_furniture.Around(
        frame=leaving.frame,
        kind=KINDS[leaving.kind][1].upper(),
        issuer=leaving.text.issuer,
        when=(when,),
        named=named,
        foot=(),
        made_at=leaving.at,
        forbids=tuple(filter(None, (leaving.embargo, leaving.standing))),
        across=tuple(words for name, words in ACROSS.items() if getattr(leaving, name)),
        reference=f"N° {leaving.reference}",
    )


def _laid(part: Part, before: Part | None) -> Iterator[Flowable]:
    """One paragraph for each line that was written; an empty line is a space. What follows the sections of the frame
    is not the end of the last one."""
    style = STYLES[part.kind]
    if part.kind == "body" and before and before.kind == "section":
        yield Spacer(1, style.leading)
    bullet = BULLET if part.kind == "key" else ""
    for line in f"{bullet}{part.words}".split("\n"):
        if line:
            yield Paragraph(fonts.exact(line, style.fontName), style)
        else:
            yield Spacer(1, style.leading / 2)


def _contact(leaving: Leaving) -> Iterator[Flowable]:
    """Whom journalists call, under a rule that no page parts from it."""
    if leaving.contact:
        title = f'<font name="{fonts.SANS_BOLD}">Contact presse</font>'
        words = fonts.markup(leaving.contact, paper.CONTACT.fontName)
        yield KeepTogether(
            [
                Spacer(1, 16),
                HRFlowable(CONTACT_RULE, 0.75, color=paper.INK, hAlign="LEFT", spaceBefore=0, spaceAfter=5),
                Paragraph(f"{title}<br/>{words}", paper.CONTACT),
            ]
        )
