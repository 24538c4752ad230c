"""The errors a person may see: a rule said no, or the world failed. Any other exception is a bug."""

import errno


class Refused(Exception):
    """A rule said no. The message is one French sentence that says which; nothing was written.

    `field` names what is to be corrected, when one field is to blame.
    """

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


class Unavailable(Exception):
    """The world failed: disk, key, network, server. The message says what is safe and what to do."""


class Damaged(Unavailable):
    """The journal of this workstation is no longer what was written, or its key is another's. A rescue may be tried."""


def disk_said(error: Exception) -> str:
    """What the disk said, in French."""
    match error:
        case FileNotFoundError():
            return "il n'existe pas"
        case PermissionError():
            return "l'accès est interdit"
        case IsADirectoryError():
            return "c'est un dossier"
        case NotADirectoryError() | FileExistsError():
            return "son dossier n'en est pas un"
        case ValueError():
            return "ce nom n'est pas celui d'un fichier"
        case OSError(errno=errno.ENOSPC):
            return "le disque est plein"
    return "le disque ne répond pas"
