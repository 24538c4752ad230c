"""How far the clock of a workstation is from the server's, in words."""

from app.core import times

NOTHING = 50  # ms: nobody could tell
MOST = 2 * times.MINUTE  # beyond, the hours noted here are not those of the others
YEAR = 365.25 * 24 * 60  # minutes
YEARS = 2 * YEAR


def is_wrong(skew: int | None) -> bool:
    """Whether it has to be said aloud."""
    return skew is not None and abs(skew) > MOST


def lapse(skew: int) -> str:
    """`+0,2 s`, `−45 s`, `+38 min`, `+3 h 20`, `−12 j`, `+10 ans`: a clock that is ahead has a plus. Nothing when it
    tells the hour."""
    if abs(skew) < NOTHING:
        return ""
    return ("+" if skew > 0 else "−") + _size(abs(skew))


def sentence(skew: int) -> str:
    """What it means to whoever notes an hour here. Nothing unless it `is_wrong`."""
    if not is_wrong(skew):
        return ""
    verb = "avance" if skew > 0 else "retarde"
    return (
        f"L'horloge de ce poste {verb} de {_size(abs(skew))} sur celle du serveur. L'heure proposée à chaque saisie "
        "est la sienne : tapez l'heure vraie, ou faites régler l'horloge."
    )


def _size(ms: int) -> str:
    if ms < 10_000:
        return f"{ms / 1000:.1f} s".replace(".", ",")
    if ms <= MOST:
        return f"{round(ms / 1000)} s"
    minutes = round(ms / times.MINUTE)
    return f"{round(minutes / YEAR)} ans" if minutes >= YEARS else times.lasting(minutes)
