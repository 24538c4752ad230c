"""Exact numbers as people write and read them in French: kept as the text of a decimal, never as a float."""

import re
from decimal import Decimal

from app.core.errors import Refused

# As it is kept: at most 15 figures before the point and 6 after it, none of them needless.
EXACT = re.compile(r"(?!-0\Z)-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,5}[1-9])?")
GROUPED = re.compile(r"([-−+]?[0-9]{1,3}(?:[ \u00a0\u202f\u2009'][0-9]{3})+)((?:[.,][0-9]+)?)")
TYPED = re.compile(r"([-−+]?)([0-9]+)(?:[.,]([0-9]+))?")
TWO_WAYS = re.compile(r"[-−+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
THIN, MINUS = "\u202f", "\u2212"  # the no-break space between thousands, the sign that is no hyphen


def parse(text: str, field: str = "value") -> str:
    """`25 233`, `25233`, `1,5`, `1.5` as they are kept. Refuses what is no number, and what reads in two ways."""
    typed = text.strip(" \u00a0\u202f")
    if TWO_WAYS.fullmatch(typed):
        whole, rest = re.split(r"[.,]", typed)
        raise Refused(f"« {typed} » se lit de deux façons : écrivez {whole}{rest}, ou {whole},{rest}0.", field)
    if grouped := GROUPED.fullmatch(typed):
        typed = re.sub(r"[ \u00a0\u202f\u2009']", "", grouped[1]) + grouped[2]
    found = TYPED.fullmatch(typed)
    if not found:
        raise Refused(f"« {typed[:40]} » n'est pas un nombre : écrivez 25 233 ou 1,5.", field)
    whole, rest = found[2].lstrip("0") or "0", (found[3] or "").rstrip("0")
    exact = whole + (f".{rest}" if rest else "")
    if found[1] in ("-", "−") and exact != "0":
        exact = f"-{exact}"
    if not EXACT.fullmatch(exact):
        raise Refused("Ce nombre est trop long : 15 chiffres avant la virgule et 6 après, au plus.", field)
    return exact


def is_exact(value: object) -> bool:
    """Whether a value is a number as it is kept."""
    return isinstance(value, str) and EXACT.fullmatch(value) is not None


def shown(exact: str) -> str:
    """`25 233`, `−1,5`: with spaces where no line is cut."""
    whole, _, rest = exact.removeprefix("-").partition(".")
    grouped = f"{int(whole):,}".replace(",", THIN)
    return (MINUS if exact.startswith("-") else "") + grouped + (f",{rest}" if rest else "")


def retyped(exact: str) -> str:
    """What a person would type for a number as it is kept, and nobody could read in two ways."""
    return f"{exact.replace('.', ',')}0" if "." in exact else exact


def change(exact: str, former: str) -> str:
    """What was added or taken since: `+2 931`, `−12`, `=`."""
    difference = Decimal(exact) - Decimal(former)
    if not difference:
        return "="
    text = f"{difference:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return shown(text) if difference < 0 else f"+{shown(text)}"
