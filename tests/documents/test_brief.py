"""The printed brief: the same for ever, whole on every page, and deaf to what people write in it."""

import sys
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.core.brief_content import (
    Asked,
    Chronology,
    Content,
    Curve,
    Pair,
    Paragraph,
    Remark,
    Said,
    Section,
    Series,
    Table,
    Unverified,
    fingerprint,
)
from app.core.brief_formats import FORMATS
from app.documents import brief, paper, typography
from tests.documents import reading
from tests.documents.samples import ANNEXED, CONTENT, at, crowded, holding, line

HOSTILE = [
    '<img src="/etc/hostname"/>',
    "<font color=\"__import__('os').system('true')\">x</font>",
    "<b>jamais fermé",
    "</para><para>",
    "&amp;&lt;&#0;&nbsp",
    "a" * 500,
    "mot " * 150,
    "\n" * 40,
    "\x00\x07\ufffe\U0010ffff",
    "\u202eEVIL\u202c \u2067x\u2069",
    "حريق في المصنع",
    "🔥👩🏽‍🚒",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯A",
    "\u00ad" * 50,
    "=cmd|' /C calc'!A0",
    "%s %(x)s {0} \\ ' \" $HOME",
    "https://exemple.fr/" + "x/" * 300,
    "\u00a0" * 700,
    "-" * 700,
]
ANYTHING = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200), st.text("é<>&;: -\u00a0\nW", max_size=800))
LONG = holding(
    *(Paragraph(f"Paragraphe {number}. " + "Le panache se déplace vers le nord-est. " * 12) for number in range(40)),
    Chronology(tuple(line(f"Fait numéro {number}", number=f"SIG1-{number:04}") for number in range(120))),
    Table(("Colonne", "Valeur"), tuple((f"ligne {number}", str(number)) for number in range(150)), (3, 1), (1,)),
    format="cip",  # on as many pages as it takes
)


_opened: list[str] = []
sys.addaudithook(lambda event, arguments: _opened.append(str(arguments[0])) if event == "open" else None)


@pytest.fixture(scope="module")
def opened() -> list[str]:
    """Every file the process opens from now on; a first brief has warmed fonts and hyphens."""
    brief.render(CONTENT)
    _opened.clear()
    with open(__file__, encoding="utf-8"):
        assert _opened == [__file__]
    return _opened


def test_the_same_content_gives_the_same_bytes_and_another_content_another_fingerprint() -> None:
    once, again = brief.render(CONTENT), brief.render(CONTENT)
    assert once == again
    assert once.pages == 2
    other = replace(CONTENT, author="M. Diallo (RED)")
    assert fingerprint(other) != fingerprint(CONTENT)
    assert brief.render(other).pdf != once.pdf


def test_a_verified_and_an_unverified_item_never_share_a_fingerprint() -> None:
    item = line("Odeurs signalées")
    assert fingerprint(holding(Chronology((item,)))) != fingerprint(holding(Unverified((item,))))


def test_the_furniture_is_on_every_page_of_a_long_brief() -> None:
    rendered = brief.render(LONG)
    pages = reading.pages(rendered.pdf)
    assert rendered.pages == len(pages) > 8
    for number, page in enumerate(pages, start=1):
        assert page.count("EXERCICE — EXERCICE — EXERCICE") == 2
        assert page.count("DIFFUSION RESTREINTE") == 2
        assert page.count("TLP:AMBER") == 2
        assert "QUESTIONS-RÉPONSES N° 12" in page
        assert page.count("POUR LE STANDARD (CIP)") == 2
        assert "Incendie Lubrizol — Rouen" in page
        assert "00 h 45" in page
        assert "PDS-SIG2-012" in page
        assert "Annule et remplace le n° 11 (PDS-SIG1-011)" in page
        assert "Rédigé par L. Aubert (RED) · approuvé par C. Morvan (CCOM), le 24/09/2026 à 00 h 58" in page
        assert "Établi hors ligne sur le poste SIG2, dernière synchronisation le 23/09/2026 à 22 h 09" in page
        assert typography.shortened(fingerprint(LONG)).replace("\u00a0", " ") in page
        assert f"Page {number}/{len(pages)}" in page


def test_every_line_of_a_long_brief_is_printed_once_and_heads_are_repeated() -> None:
    pages = reading.pages(brief.render(LONG).pdf)
    text = " ".join(pages)
    for number in range(120):
        assert text.count(f"Fait numéro {number} ") == 1
    for number in range(150):
        assert text.count(f"ligne {number} ") == 1
    assert sum("Faits marquants" in page for page in pages) == sum("Fait numéro" in page for page in pages)


def test_a_brief_nobody_approved_says_so_on_every_page() -> None:
    for page in reading.pages(brief.render(replace(LONG, approver="")).pdf):
        assert page.count("PROJET — NON APPROUVÉ") == 2
        assert "PROJET : approbation attendue" in page
        assert "approuvé par" not in page
    assert "PROJET" not in " ".join(reading.pages(brief.render(LONG).pdf))


def test_a_brief_made_offline_says_since_when_and_one_made_online_does_not() -> None:
    never = reading.pages(brief.render(replace(CONTENT, last_exchange=None)).pdf)
    assert all("Établi hors ligne sur le poste SIG2, jamais synchronisé" in page for page in never)
    online = reading.pages(brief.render(replace(CONTENT, offline=False)).pdf)
    assert not any("hors ligne" in page for page in online)


def test_an_overseas_brief_gives_the_local_hour_its_offset_and_that_of_paris() -> None:
    first = reading.pages(brief.render(replace(CONTENT, zone="America/Cayenne")).pdf)[0]
    assert "19 h 45 mercredi 23 septembre 2026 heure de Cayenne (UTC-03:00)" in first
    assert "soit 00 h 45 le 24/09 à Paris" in first


def test_the_file_says_what_it_is_and_embeds_every_face() -> None:
    with pikepdf.open(BytesIO(brief.render(replace(CONTENT, approver="")).pdf)) as file:
        assert str(file.Root.Lang) == "fr-FR"
        assert str(file.docinfo.Title) == "EXERCICE — PROJET — Point de situation n° 12 — Incendie Lubrizol — Rouen"
        assert str(file.docinfo.CreationDate).startswith("D:20260923225800")
        faces = [font for page in file.pages for font in page.Resources.Font.values()]
        assert faces
        assert all("/FontFile2" in font.FontDescriptor for font in faces)


def test_the_sections_are_entries_of_the_outline() -> None:
    with pikepdf.open(BytesIO(brief.render(CONTENT).pdf)) as file, file.open_outline() as outline:
        assert [entry.title for entry in outline.root][:2] == ["1 L'essentiel", "2 Situation"]
        assert len(outline.root) == 10


def test_the_issuer_s_own_mark_takes_its_place_and_a_broken_one_stops_nothing(tmp_path) -> None:
    mark = tmp_path / "mark.png"
    assert "Marque" in reading.pages(brief.render(CONTENT, mark).pdf)[0]
    mark.write_bytes(b"no picture")
    assert "Marque" in reading.pages(brief.render(CONTENT, mark).pdf)[0]
    Image.new("RGB", (40, 40), "white").save(mark)
    pages = reading.pages(brief.render(CONTENT, mark).pdf)
    assert not any("Marque" in page for page in pages)


def _everywhere(words: str) -> Content:
    """A brief that holds these words wherever a person may have written some."""
    item = line(words, source=words, rating=words, number=words, struck=f"{words} autre", note=words, changed=True)
    blocks = (
        Paragraph(words, changed=True),
        Chronology((item, line(words, at(24, 1, 0)))),
        Unverified((item,)),
        Table((words, words, words), ((words, "", words), (words,)), (0.0, -1.0), (0,)),
        Table((), ((words, words),), ()),
        Table((), (), ()),
        Pair(Paragraph(words, lead=words), Paragraph(words, lead=words)),
        Asked((words, words)),
        Said(words, words, words, words),
        Curve(words, words, "Europe/Paris", (Series(words, ((0, 1.0), (60_000, 2.0))),), words, words),
        Remark(words),
    )
    sections = (Section(1, words, blocks), Section(2, "Situation", blocks), Section(3, "Vide", (), words))
    named = ("reference", "crisis", "crisis_code", "issuer", "author", "approver", "marking", "tlp", "replaces")
    annexes = (Section(1, words, blocks),)
    return replace(CONTENT, sections=sections, annexes=annexes, workstation=words, **dict.fromkeys(named, words))


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:30])
def test_hostile_words_are_printed_as_words_and_open_no_file(words: str, opened: list[str]) -> None:
    opened.clear()
    rendered = brief.render(_everywhere(words))
    assert opened == []
    assert rendered.pages >= 1


@settings(max_examples=50)
@given(words=ANYTHING)
@example(words="")
def test_no_text_stops_a_brief_or_opens_a_file(words: str, opened: list[str]) -> None:
    opened.clear()
    rendered = brief.render(holding(*_everywhere(words).sections[0].blocks, crisis=words, author=words))
    assert opened == []
    assert rendered.pages >= 1


@settings(max_examples=40)
@given(words=st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=300))
def test_what_is_written_is_what_is_printed(words: str) -> None:
    content = holding(Paragraph(words), Table(("Colonne",), ((words,),), (1,)))
    text = reading.letters("".join(reading.pages(brief.render(content).pdf)))
    assert text.count(reading.letters(words)) >= (2 if reading.letters(words) else 0)


def test_a_sign_without_a_shape_is_seen_and_explained() -> None:
    text = " ".join(reading.pages(brief.render(holding(Paragraph("Incendie 🔥 éteint"))).pdf))
    assert "Incendie □ éteint" in text
    assert "□ : signe que les polices de ce document n’ont pas" in text


@pytest.mark.parametrize("format", ["flash", "standard", "long", "cabinet", "prefets"])
@pytest.mark.parametrize("lines", [0, 7, 40, 400])
def test_a_brief_takes_no_more_pages_than_its_format_allows(format: str, lines: int) -> None:
    rendered = brief.render(crowded(lines, format))
    budget = FORMATS[format].pages
    assert budget is not None
    assert not rendered.over
    assert rendered.pages <= max(1, budget)
    assert 0 < rendered.fill <= 1
    assert bool(rendered.moved) == any("Suite de la section" in one.title for one in rendered.content.annexes)


def test_half_a_page_ends_above_the_middle_of_the_sheet() -> None:
    rendered = brief.render(crowded(40, "flash"))
    assert rendered.pages == 1
    [below] = reading.lines(rendered.pdf, paper.FOOT + 4, paper.HEIGHT / 2 - 3, paper.RIGHT)
    assert below == ""


def test_every_line_of_a_crowded_brief_is_in_its_body_or_in_its_annex_once() -> None:
    rendered = brief.render(crowded(300, "standard"))
    body, annex = (" ".join(reading.pages(file)) for file in (rendered.pdf, rendered.printed.annex))
    assert rendered.printed.annex_pages == len(reading.pages(rendered.printed.annex)) > 3
    for number in range(300):
        for words in (f"Fait numéro {number}.", f"Mesure numéro {number}.", f"Doute numéro {number}."):
            assert (body.count(words), annex.count(words)) in ((1, 0), (0, 1))
    assert body.index("Fait numéro 299.") > 0  # of the facts, the latest stay


def test_what_left_is_counted_and_named_where_it_stood_and_where_it_went() -> None:
    rendered = brief.render(crowded(300, "standard"))
    body, annex = (" ".join(reading.pages(file)) for file in (rendered.pdf, rendered.printed.annex))
    measures = next(one for one in rendered.moved if one.title == "Mesures prises")
    assert f"{measures.count} mesures de plus en annexe {measures.annex}." in body
    assert f"{measures.annex} Suite de la section 4 : Mesures prises ({measures.count} lignes)" in annex
    assert "ANNEXE AU POINT DE SITUATION N° 12" in annex
    assert "Annexes jointes : A. Suite de la section 2 : Situation (" in body


def test_the_printed_hash_is_that_of_what_was_printed() -> None:
    rendered = brief.render(crowded(40))
    hash = typography.shortened(fingerprint(rendered.content)).replace("\u00a0", " ")
    for file in (rendered.pdf, rendered.printed.annex):
        assert all(hash in page for page in reading.pages(file))


def test_what_was_printed_is_printed_again_the_same() -> None:
    once = brief.render(crowded(40, "standard"))
    assert once.moved
    assert brief.render(once.content) == once


def test_words_that_do_not_fit_are_told_and_none_of_them_is_cut() -> None:
    typed = tuple(Paragraph(f"Paragraphe {number}. " + "Le panache se déplace. " * 40) for number in range(20))
    rendered = brief.render(holding(*typed, format="cabinet"))
    assert rendered.over
    assert rendered.fill > 1
    text = " ".join(reading.pages(rendered.pdf))
    assert all(f"Paragraphe {number}." in text for number in range(20))


def test_a_brief_says_how_full_it_is() -> None:
    fills = [brief.render(crowded(lines, "long")).fill for lines in (0, 5, 10, 20)]
    assert fills == sorted(fills)
    assert fills[0] < fills[-1] < 1
    assert brief.render(replace(CONTENT, format="cip")).fill == 0


def test_the_annex_has_the_furniture_of_its_brief_and_its_own_pages() -> None:
    rendered = brief.render(ANNEXED)
    assert not rendered.moved
    [page] = reading.pages(rendered.printed.annex)
    assert "ANNEXE AU POINT DE SITUATION N° 12" in page
    assert "Page 1/1" in page
    assert page.count("DIFFUSION RESTREINTE") == 2
    assert "Annexes jointes : A. Éléments de langage en vigueur, texte intégral, p. 1 · B." in " ".join(
        reading.pages(rendered.pdf)
    )


def test_a_brief_without_annex_has_no_second_file() -> None:
    rendered = brief.render(CONTENT)
    assert (rendered.printed.annex, rendered.printed.annex_pages) == (b"", 0)
    assert "Annexe" not in " ".join(reading.pages(rendered.pdf))
