"""The blank forms of the degraded kit: log sheet, visa sheet, call sheet, and the skeleton of a brief."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from app.core.brief_formats import ALL, TITLES
from app.core.visas import DECISIONS, MEANS
from app.documents import call_sheet, drawing, fonts, paper
from app.documents.grid import cell
from app.documents.kit_lines import STEP, Blank, Box, Drawn, Fields, Ruled, dots, field, ticks
from app.documents.paper import INK
from app.documents.tagging import ARTIFACT

LOG = (
    ("N°", 19.0),
    ("Heure\ndu fait", 39.0),
    ("Heure de\nréception", 43.0),
    ("Émetteur\n→ destinataire", 82.0),
    ("Moyen", 42.0),
    ("Objet : contenu", 205.0),
    ("Cotation", 37.0),
    ("Suites", 0.0),
)
LOG_ROWS = 24
LOG_HELP = (
    "Une ligne par information, deux s’il le faut. Cotation : source A à F, information 1 à 6. Rien ne s’efface : "
    "rayez d’un trait et récrivez dessous. Heure illisible : « ? ». Même heure qu’au-dessus : un guillemet.",
    "Pour recopier : « Saisie après coup… » (menu du poste) ; le n° de la feuille, le jour de la première ligne, puis "
    "ligne à ligne. L’heure de réception s’écrit après celle du fait : « 02:48 reçu 03:03 ». La cotation, le fait "
    "marquant et le type s’écrivent à la fin du texte : « [B2] #fait #décision ».",
    "Sans fenêtre : un fichier, une ligne par ligne, « 02:48 reçu 03:03 SDIS76 tel -> Cellule > objet : contenu [B2] »"
    ", puis « diapason journal transcribe FICHIER --crisis CRISE --sheet N --date AAAA-MM-JJ ».",
)
VISAS, VISA = 4, 132.0  # on a sheet; the height of one
VISA_HELP = (
    "Lisez le texte exact, jusqu’au bout : c’est lui que le visa signe. Une réserve se note mot pour mot. Par "
    "téléphone, le numéro appelé est obligatoire. Un texte corrigé est une autre version : nouvelle feuille.",
    "Pour recopier : ouvrez le message, « Visa par téléphone… » (moyen : téléphone, courriel ou papier signé), un visa "
    "à la fois ; il reste « à confirmer ». Sans fenêtre : « diapason visa RÉFÉRENCE --version V --decision favourable "
    '--by-phone "Nom, qualité, numéro" --means phone ».',
)
CALLS_HELP = (
    "Pour recopier : page Appels, faites la cascade de ces personnes, dans l’ordre de la feuille, puis « Résultats du "
    "papier… ». Sans fenêtre : « diapason call import CAS-… FICHIER » (colonnes : n°, résultat, heure, remarque, par).",
)
CALL_ROWS, FIRST_CALLS = 8, 3
BRIEF_HELP = (
    "Un chiffre porte son heure et sa source ; deux sources en désaccord s’écrivent côte à côte. Ce qui n’est pas "
    "vérifié va dans l’encadré. Section vide : « sans objet », et pourquoi. Sans la signature du CCOM ou du DIR, "
    "écrivez PROJET.",
    "Pour recopier : page Points de situation, « Composer… », ou « diapason brief make --crisis CRISE --format "
    "standard --section N=FICHIER ».",
)
GUIDE = {  # section: what is asked of whoever writes it
    1: "5 lignes au plus : ce qui a changé depuis le dernier point",
    2: "faits confirmés, dans l’ordre, avec leur source et leur heure",
    3: "valeur, évolution, arrêté à, source",
    4: "par ministère",
    5: "ce qui peut arriver, et quand",
    6: "ligne, EDL en vigueur (référence, version, heure), diffusé depuis, prises de parole",
    7: "thèmes, questions les plus posées, rumeurs et leur statut",
    8: "ce qui est demandé, à qui, avant quelle heure",
    9: "demandes en cours, en retard",
    10: "astreintes des 24 heures qui viennent",
}
HELP = paper.REMARK.clone("help of a form", fontSize=7.4, leading=9.6, spaceBefore=2)


def log_sheet() -> Iterator[Flowable]:
    """One sheet of the main courante."""
    yield Fields(
        (("Feuille n°", 1.3, ""), ("Jour de la première ligne", 2.2, ""), ("Poste, lieu", 2.2, "")),
        (("Tenue par", 2.4, ""), ("de (heure)", 1.2, ""), ("à", 1, ""), ("Relève", 2, "")),
    )
    yield Spacer(1, 4)
    yield Blank(LOG, LOG_ROWS, 1)
    yield from _help(LOG_HELP)


def visa_sheet() -> Iterator[Flowable]:
    """The visas of one version of one text."""
    yield Fields(
        (("Référence (EDL-SIG1-…)", 2.2, ""), ("Version (v3·4b07)", 1.6, ""), ("Empreinte", 1.6, "")),
        (("Titre du texte", 3, ""), ("Feuille n°", 1, "")),
        (("Le texte exact est joint, ou figure au", 3, ""), ("Noté par", 2, "")),
    )
    yield Spacer(1, 4)
    for number in range(1, VISAS + 1):
        yield Visa(number)
    yield from _help(VISA_HELP)


class Visa(Drawn):
    """One visa: whose, what he decided, how he said it."""

    def __init__(self, number: int):
        super().__init__(VISA + 5)
        self._number = number
        decisions = ", ".join(DECISIONS.values())
        self.alt = (
            f"Visa {number}, à remplir : étape, organisme, nom, qualité, heure, décision ({decisions}), signature"
        )

    def draw(self) -> None:
        canvas, width = self.canv, self.width
        top = self.height - 15
        canvas.setLineWidth(0.9)
        canvas.rect(0, 5, width, VISA)
        drawing.write(canvas, 6, top, str(self._number), fonts.SANS_BOLD, 9)
        field(canvas, 20, top, 190, "Étape")
        field(canvas, 190, top, 350, "Organisme")
        field(canvas, 350, top, 430, "Heure")
        field(canvas, 430, top, width, "Le")
        field(canvas, 20, top - 23, 250, "Nom")
        field(canvas, 250, top - 23, width, "Qualité")
        ticks(canvas, 20, top - 46, [words.capitalize() for words in DECISIONS.values()])
        end = ticks(canvas, 20, top - 68, [words.capitalize() for code, words in MEANS.items() if code != "app"])
        field(canvas, end, top - 68, 384, "N° appelé")
        field(canvas, 20, top - 91, 384, "Réserve, mot pour mot")
        dots(canvas, 20, top - 114, 376)
        canvas.setLineWidth(0.6)
        canvas.rect(384, 10, width - 390, 70)
        drawing.write(canvas, 388, 72, "Signature", fonts.SANS, 6.8)


def blank_calls() -> Iterator[Flowable]:
    """A call sheet on which names are written by hand."""
    yield Fields((("Feuille n°", 1, ""), ("Cascade (CAS-…)", 1.6, ""), ("Objet", 3, "")))
    yield Box(call_sheet.TO_SAY, FIRST_CALLS)
    yield Spacer(1, 4)
    yield call_sheet.Kept()
    yield Spacer(1, 2)
    yield _calls()
    yield from _help(CALLS_HELP)


def _calls() -> Table:
    """As the sheet of a cascade that is printed, with lines for the name and the numbers."""
    rest = paper.MEASURE - sum(call_sheet.WIDTHS)
    heads = [cell(head, paper.HEAD).paragraph() for head in call_sheet.HEADS]
    lines = [
        ["", Writing(call_sheet.WIDTHS[1] - 8), Writing(call_sheet.WIDTHS[2] - 8), call_sheet.ToTick(rest)]
        for _ in range(CALL_ROWS)
    ]
    return Table(
        [heads, *lines],
        colWidths=[*call_sheet.WIDTHS, rest],
        style=call_sheet.table_style(),
        hAlign="LEFT",
        splitInRow=0,
    )


class Writing(Drawn):
    """Two lines to write on, as high as the boxes beside them."""

    role = ARTIFACT

    def __init__(self, width: float):
        super().__init__(2 * call_sheet.STEP + call_sheet.NOTE)
        self.width = width

    def draw(self) -> None:
        for y in (self.height - 17, self.height - 17 - STEP):
            dots(self.canv, 0, y, self.width)


def skeleton(reference: str = "") -> Iterator[Flowable]:
    """A brief to fill in by hand: its ten sections."""
    yield Fields(
        (("Point de situation n°", 1.4, ""), ("Arrêté à (heure, jour)", 2.2, ""), ("Feuille", 0.7, "")),
        (("Annule et remplace", 1.6, reference), ("Prochain point à", 1.4, ""), ("Exemplaire n°", 1, "")),
        (("Rédigé par", 1.6, ""), ("Approuvé par (CCOM, DIR)", 2, ""), ("Signature", 1.2, "")),
    )
    for number in ALL:
        yield Section(number)
        yield from _body(number)
    yield from _help(BRIEF_HELP)


class Section(Drawn):
    """The title of a section on its rule, with what is asked of it."""

    def __init__(self, number: int):
        super().__init__(20)
        self._number = number
        self.keepWithNext = 1
        self.role = "H3"

    def draw(self) -> None:
        title = f"{self._number}    {TITLES[self._number]}"
        x = drawing.write(self.canv, 0, 6, title, fonts.SANS_BOLD, 9.4)
        drawing.fit(self.canv, x + 10, 6, GUIDE[self._number], fonts.SANS, 7.4, self.width - x - 10)
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(1.1)
        self.canv.line(0, 1.5, self.width, 1.5)


def _body(number: int) -> Iterator[Flowable]:
    match number:
        case 2:
            yield Ruled(2)
            yield Blank((("Fait à", 50.0), ("Fait marquant", 300.0), ("Source", 90.0), ("Cotation", 0.0)), 6)
            yield Spacer(1, 5)
            yield Box("À prendre avec réserve : informations non vérifiées", 3)
        case 3:
            heads = ("Indicateur", 165.0), ("Valeur", 75.0), ("Évolution", 65.0), ("Arrêté à", 75.0), ("Source", 0.0)
            yield Blank(heads, 5)
        case 8:
            yield Blank((("Décision demandée", 270.0), ("À qui, avant", 110.0), ("Décidé (oui, non), heure", 0.0)), 3)
        case 6:
            yield Blank((("Référence, version", 110.0), ("Texte", 290.0), ("Heure, canal", 0.0)), 3)
        case _:
            yield Ruled({1: 5, 4: 3, 5: 2, 7: 3, 9: 3, 10: 2}[number])


def _help(words: tuple[str, ...]) -> Iterator[Flowable]:
    for one in words:
        yield Paragraph(fonts.markup(one, HELP.fontName), HELP)
