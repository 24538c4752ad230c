"""What can be checked of « facile à lire et à comprendre »: remarks, never a label.

After « L'information pour tous : règles européennes pour une information facile à lire et à comprendre » (Inclusion
Europe, Unapei): short sentences, no initials, no Roman figures, no percentages or large numbers, no special signs, no
parentheses. The rules give no length for a sentence: twelve words is this program's. Only readers concerned can say
that a text is easy to read.
"""

import re

LONGEST_SENTENCE = 12
SENTENCE = re.compile(r"[^.!?…;\n]+[.!?…;]?")
WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:[-’']\w+)*")
ROMAN = re.compile(r"\b(?=[IVXLC]{2,}\b)(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?:e|ème)?\b")
INITIALS = re.compile(r"\b[A-Z]{2,6}\b")
LARGE = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{5,}")
PHONE = re.compile(r"\b0[ \u00a0\u202f.]?\d(?:[ \u00a0\u202f.]?\d{2,3}){3,4}\b")
ABBREVIATIONS = re.compile(r"\b(?:etc|ex|cf|env|min|max|tél|rdv|hab|arr|dpt)\.|\b(?:M|Mme|Dr|art)\. |n°", re.IGNORECASE)
SIGNS = re.compile(r"[&<>§#\\/*_]")


def remarks(text: str) -> tuple[str, ...]:
    """What to write otherwise, in French, in the order of the rules; nothing when nothing that can be checked is to
    be said again."""
    found = []
    for sentence in SENTENCE.findall(text):
        words = WORD.findall(sentence)
        if len(words) > LONGEST_SENTENCE:
            found.append(f"phrase trop longue ({len(words)} mots) : « {_beginning(sentence)} »")
    plain = PHONE.sub("", text)
    roman = {match[0] for match in ROMAN.finditer(plain)}
    for what, matches in (
        ("parenthèses", re.findall(r"\([^)]*\)?", plain)),
        ("chiffres romains", [match[0] for match in ROMAN.finditer(plain)]),
        ("sigle", [one for one in INITIALS.findall(plain) if one not in roman]),
        ("abréviation", ABBREVIATIONS.findall(plain)),
        ("pourcentage", re.findall(r"\d+(?:,\d+)?[ \u00a0\u202f]?%", plain)),
        ("grand nombre", LARGE.findall(plain)),
        ("signe à éviter", SIGNS.findall(re.sub(r"https?://\S+", "", plain))),
    ):
        found += [f"{what} : « {one.strip()} »" for one in dict.fromkeys(matches)]
    return tuple(found)


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
