"""The first page of the degraded kit: what is in it, how it is used, and how it comes back into the workstation."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer

from app.core import times
from app.core.kit import Kit
from app.core.registers.crisis import FRAMES
from app.documents import drawing, fonts, kit_furniture, paper, typography
from app.documents.kit_furniture import Sheet
from app.documents.kit_lines import Drawn, dots
from app.documents.paper import RULE

WHEN = "Quand aucun poste ne répond : coupure, panne, attaque. On écrit ici, au stylo ; tout se recopie ensuite."
USE = (
    "Photocopiez les feuilles vierges avant d’écrire : main courante, fiche de visas, feuille d’appel, point.",
    "Un seul main-courantier à la fois. Il numérote ses feuilles 1, 2, 3… et inscrit le jour de la première ligne.",
    "Notez l’heure du fait et l’heure de réception, en heure de la crise. Une information par ligne, jamais de gomme.",
    "Un visa signe un texte exact : lisez-le en entier, notez la référence, la version et le numéro appelé.",
    "EXERCICE : commencez et finissez chaque appel par « Exercice, exercice, exercice ».",
)
BACK = (
    "Au retour d’un poste, une personne lit, une autre tape. Gardez les feuilles : elles sont l’original.",
    "Main courante : « Saisie après coup… » (menu du poste). Le n° de feuille et les heures manuscrites restent sur "
    "chaque entrée. Tout est enregistré, dans l’ordre de la feuille, ou rien.",
    "Visas : ouvrez le message, « Visa par téléphone… ». Appels : « Résultats du papier… ». Point : « Composer… ».",
    "Chaque feuille porte en bas ce qu’il faut taper, avec ou sans fenêtre.",
)
FRESH = (
    "Ce kit se refait chaque jour de lui-même sur le poste qui l’a établi ; imprimez-le à chaque relève. Les "
    "astreintes sont celles qui vont {} ; passé cette heure, demandez un kit plus récent. Aucun numéro privé n’y "
    "figure."
)
NOT_OPEN = "Aucune crise n’est ouverte : le cadre, la crise et sa référence s’écrivent à la main sur chaque feuille."
STEP = 17.0
WARNED = paper.BOX_TITLE.clone("warning of the kit", tag="P")


def cover(kit: Kit, sheets: Sequence[Sheet]) -> Iterator[Flowable]:
    """The first page, or the first two when many crises are open."""
    yield _said(kit_furniture.TITLE, paper.TITLE)
    yield _said(kit_furniture.made(kit), paper.LEAD)
    if kit.offline:
        yield _said(drawing.offline(kit.author.workstation, kit.last_exchange, kit.zone), WARNED)
    yield _said(WHEN, paper.BODY)
    yield Spacer(1, 4)
    for part, group in groupby(sheets, key=lambda one: one.part):
        assert part is not None  # every sheet but this page belongs to one
        crisis = part.crisis
        frame = f"{FRAMES[crisis.frame]} — " if crisis else ""
        yield _said(f"{frame}{crisis.title} ({crisis.code})" if crisis else NOT_OPEN, paper.SECTION)
        kept = list(group)
        first = [one for place, one in enumerate(kept) if not place or kept[place - 1].title != one.title]
        yield Contents([(one, sum(each.title == one.title for each in kept)) for one in first])
    yield _said("Comment s’en servir", paper.SECTION)
    yield from _listed(USE)
    yield _said("Comment tout recopier après", paper.SECTION)
    yield from _listed(BACK)
    yield Spacer(1, 4)
    until = f"jusqu’au {typography.date(kit.until, kit.zone)[:5]} à {times.hour_h(kit.until, kit.zone)}"
    yield _said(FRESH.format(until), paper.BODY)


class Contents(Drawn):
    """The sheets of a crisis and the page where each begins."""

    def __init__(self, sheets: Sequence[tuple[Sheet, int]]):
        super().__init__(STEP * len(sheets))
        self._sheets = sheets

    def draw(self) -> None:
        for place, (sheet, count) in enumerate(self._sheets):
            y = self.height - STEP * (place + 1) + 5
            title = sheet.title[:1] + sheet.title[1:].lower() + (f", {count} feuilles" if count > 1 else "")
            x = drawing.write(self.canv, 0, y, title, fonts.BODY, 9.75)
            self.canv.setStrokeColor(RULE)
            dots(self.canv, x + 6, y, self.width - 26)
            self.canv.place_page(sheet.key, self.width, y)


def _listed(words: Sequence[str]) -> Iterator[Flowable]:
    for number, one in enumerate(words, 1):
        style = paper.BODY.clone("step of the kit", leftIndent=14, firstLineIndent=-14, spaceAfter=2)
        yield Paragraph(fonts.markup(f"{number}.\u00a0\u00a0{one}", style.fontName), style)


def _said(words: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(fonts.markup(words, style.fontName), style)
