"""A document that is an archive of XML (.docx, .odt), opened without trusting it, and read no further than a text."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zlib import error as ZlibError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from app.core.errors import Refused

MOST_MEMBERS = 2_000
LARGEST_PART = 12 * 1024 * 1024  # of XML, unpacked: fifty thousand characters with all their dress weigh a tenth of it
ENCRYPTED = 0x1
MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^(?:Basic|Scripts)/.+", re.IGNORECASE)
LOCKED = "Ce fichier est protégé par un mot de passe : retirez la protection, puis importez-le."
BROKEN = (zipfile.BadZipFile, ZlibError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
DAMAGED = "Ce fichier est tronqué ou abîmé : demandez-le à nouveau, ou copiez-en le texte. Rien n'a été importé."


class BoundedArchive:
    """The parts of an archive by name. Raises Refused, in words a person can act upon."""

    def __init__(self, content: bytes):
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            members = self._zip.infolist()
        except BROKEN as error:
            raise Refused(DAMAGED, "file") from error
        if len(members) > MOST_MEMBERS:
            raise Refused("Ce fichier contient trop de parties pour un texte : il peut être piégé.", "file")
        if any(one.flag_bits & ENCRYPTED for one in members):
            raise Refused(LOCKED, "file")
        self.names = frozenset(one.filename for one in members)
        if any(MACROS.search(name) for name in self.names):
            raise Refused("Ce fichier contient des macros : enregistrez-le sans macros, ou copiez-en le texte.", "file")

    def read(self, name: str, most: int = LARGEST_PART) -> bytes:
        """The content of a part, empty when there is none of that name."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)  # never by the size it claims
        except BROKEN as error:
            raise Refused(DAMAGED, "file") from error
        if len(data) > most:
            raise Refused("Ce fichier, une fois ouvert, est démesuré pour un texte : il peut être piégé.", "file")
        return data

    def tree(self, name: str) -> Element | None:
        """The XML of a part, None when there is none of that name."""
        data = self.read(name)
        if not data:
            return None
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as trap:
            words = "Ce fichier contient des définitions (DTD, entités) qu'un texte n'a pas : il peut être piégé."
            raise Refused(words, "file") from trap
        except (ParseError, ValueError, LookupError, RecursionError) as error:
            raise Refused(DAMAGED, "file") from error
        return root


def local(element: Element) -> str:
    """The name of an element without its namespace: transitional and strict files differ by that alone."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """The attribute of that local name, empty when there is none."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def below(element: Element | None, *path: str) -> Element | None:
    """The first element found down that path of local names."""
    for name in path:
        element = None if element is None else next((one for one in element if local(one) == name), None)
    return element


def each(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that local name."""
    return (one for one in (() if element is None else element) if local(one) == name)
