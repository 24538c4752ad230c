"""The words of a file somebody wrote elsewhere (.docx, .odt, .txt), taken as plain text, or refused in plain French."""

from pathlib import PurePath

from app.core.errors import Refused
from app.core.texts import LONGEST_TEXT
from app.documents import docx_words, odt_words
from app.documents.bounded_archive import DAMAGED, LOCKED, BoundedArchive
from app.documents.tidying import Tidied, tidy

LARGEST = 20 * 1024 * 1024  # bytes, pictures included
PATTERN = "Textes (*.docx *.odt *.txt)"
SUFFIXES = (".docx", ".odt", ".txt")
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")  # what Word wrote before 2007, and what it wraps an encrypted file in
OTHERS = {
    b"%PDF": "Un PDF ne se reprend pas ici : ouvrez-le, copiez-en le texte et collez-le.",
    b"{\\rtf": "Un fichier RTF ne se reprend pas ici : enregistrez-le en .docx ou en .odt.",
}
TOO_LARGE = "Ce fichier dépasse 20 Mo : copiez-en le texte et collez-le."
NOT_READ = "Seuls les fichiers .docx, .odt et .txt se reprennent ici."


def words_of(name: str, content: bytes) -> Tidied:
    """The words of a file: paragraphs, bullets and numbers kept, tables a line for each row, notes at the end. What its
    authors struck out, commented or hid is left out, and the notes say so. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE, "file")
    if not content:
        raise Refused("Ce fichier est vide.", "file")
    for head, words in OTHERS.items():
        if content.startswith(head):
            raise Refused(words, "file")
    suffix = PurePath(name).suffix.lower()
    if content.startswith(COMPOUND):
        raise Refused(_compound(content), "file")
    try:
        if content.startswith(b"PK"):
            text, told = _archived(content)
        elif suffix in (".docx", ".odt"):
            raise Refused(DAMAGED, "file")
        elif suffix in (".txt", ".text", ""):
            text, told = _decoded(content), []
        else:
            raise Refused(NOT_READ, "file")
    except RecursionError as error:
        raise Refused("Ce fichier emboîte ses parties sans fin : il peut être piégé.", "file") from error
    tidied = tidy(text)
    if not tidied.words.strip():
        raise Refused("Ce fichier ne contient aucun texte (des images peut-être).", "file")
    if len(tidied.words) > LONGEST_TEXT:
        raise Refused(
            f"Ce texte fait {len(tidied.words)} caractères, un message {LONGEST_TEXT} au plus : copiez-en une partie.",
            "file",
        )
    return Tidied(tidied.words, (*told, *tidied.notes))


def _archived(content: bytes) -> tuple[str, list[str]]:
    archive = BoundedArchive(content)
    kind = archive.read("mimetype", 200).decode("ascii", "replace").strip()
    if kind in odt_words.TEXTS:
        return odt_words.words(archive)
    if "[Content_Types].xml" in archive.names and any(name.startswith("word/") for name in archive.names):
        return docx_words.words(archive)
    raise Refused(NOT_READ, "file")


def _compound(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return LOCKED
    return "Un ancien fichier Word (.doc) ne se reprend pas ici : enregistrez-le en .docx."


def _decoded(content: bytes) -> str:
    """Text by its byte order mark, else UTF-8, else as Windows writes French."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(character < " " and character not in "\t\n\r\f\v" for character in text):
            return text.replace("\f", "\n").replace("\v", "\n")
    raise Refused("Ce fichier n'est pas un texte.", "file")
