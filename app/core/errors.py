"""The two errors a person may see. Any other exception is a bug."""


class Refused(Exception):
    """A rule said no. The message is one French sentence that says which; nothing was written.

    `field` names what is to be corrected, when one field is to blame.
    """

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


class Unavailable(Exception):
    """The world failed: disk, key, network, server. The message says what is safe and what to do."""
