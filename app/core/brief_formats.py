"""The formats of a brief: which sections each has, on how many pages, and what follows it in its annex."""

from dataclasses import dataclass

ESSENTIAL, SITUATION, FIGURES, MEASURES, AHEAD, COMMUNICATION, WATCH, ASKED, REQUESTS, CONTACTS = range(1, 11)
ANSWERS, INSTRUCTIONS, NO_MORE = 11, 12, 13  # of the CIP
TITLES = {  # domain.md §3
    ESSENTIAL: "L'essentiel",
    SITUATION: "Situation",
    FIGURES: "Bilan",
    MEASURES: "Mesures prises",
    AHEAD: "Anticipation",
    COMMUNICATION: "Communication",
    WATCH: "Veille",
    ASKED: "Décisions demandées",
    REQUESTS: "Demandes en cours",
    CONTACTS: "Contacts clés",
    ANSWERS: "Questions-réponses en vigueur",
    INSTRUCTIONS: "Consignes à la population en vigueur",
    NO_MORE: "Ne plus dire",
}
ALL = tuple(range(ESSENTIAL, CONTACTS + 1))
LINES, QUESTIONS, CURVES = "lines", "questions", "curves"
ANNEXES = {  # what an annex may hold beside what did not fit
    LINES: "Éléments de langage en vigueur, texte intégral",
    QUESTIONS: "Questions-réponses en vigueur",
    CURVES: "Évolution des chiffres",
}


@dataclass(frozen=True, slots=True)
class Format:
    """`pages`: the budget of the brief itself, None when it has none; `annexes`: those it has unless its author says
    otherwise. A brief of one `family` replaces the former one of that family, and tells what changed since."""

    name: str
    pages: float | None
    sections: tuple[int, ...]
    annexes: tuple[str, ...] = ()
    family: str = "situation"


FORMATS = {
    "flash": Format("flash, une demi-page", 0.5, (ESSENTIAL, SITUATION, COMMUNICATION)),
    "standard": Format("standard, 2 pages", 2, ALL, (LINES, QUESTIONS)),
    "long": Format("long, 6 pages au plus", 6, ALL, (LINES, QUESTIONS, CURVES)),
    "cabinet": Format("cabinet, 1 page", 1, (ESSENTIAL, FIGURES, AHEAD, COMMUNICATION, ASKED), family="cabinet"),
    "prefets": Format(
        "préfets, 2 pages",
        2,
        (ESSENTIAL, SITUATION, FIGURES, MEASURES, AHEAD, COMMUNICATION, WATCH, CONTACTS),
        (LINES, QUESTIONS),
        "prefets",
    ),
    "cip": Format("CIP, questions-réponses", None, (ANSWERS, INSTRUCTIONS, NO_MORE), family="cip"),
}


def family(format: str) -> str:
    """Which briefs a brief of that format follows; a format of another version follows its own."""
    return FORMATS[format].family if format in FORMATS else format


def shown_number(section: int) -> int:
    """How a section is numbered on paper: one number for one matter in every format, so that « le 8 » is always the
    decisions asked for."""
    return section if section <= CONTACTS else section - CONTACTS
