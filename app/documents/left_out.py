"""What is met in a text that somebody wrote elsewhere and is not taken as it stands, in the words that tell it."""

from collections.abc import Collection
from enum import StrEnum


class Met(StrEnum):
    """In the order it is told."""

    STRUCK = "suppressions suivies laissées de côté"
    INSERTED = "insertions suivies gardées"
    COMMENTED = "commentaires laissés de côté"
    HIDDEN = "texte masqué laissé de côté"
    HEADED = "en-têtes et pieds de page laissés de côté"


def told(met: Collection[Met]) -> list[str]:
    """One line for each, whatever the order they were met in."""
    return [one.value for one in Met if one in met]
