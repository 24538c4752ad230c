"""Half-written entries are found again as they were, whoever kept them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import drafts_text
from app.core.drafts_text import EntryDraft

CRISIS = "a" * 32
texts = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60)


@given(st.integers(0, 2**53), texts, st.dictionaries(texts, texts, max_size=4))
def test_a_draft_is_read_back_as_it_was_kept(key, line, fields):
    line = "" if fields else line
    assert drafts_text.decode(key, drafts_text.encode(EntryDraft(key, line, fields))) == EntryDraft(key, line, fields)


@pytest.mark.parametrize("text", ["02:48 SDIS76 > feu", "{", '"02:48"', "12", "", "null"])
def test_a_text_of_another_make_is_a_line(text):
    assert drafts_text.decode(1, text) == EntryDraft(1, text)


def test_a_draft_is_known_by_what_was_typed():
    assert EntryDraft(1, "02:48 SDIS76 > feu").words == "02:48 SDIS76 > feu"
    assert EntryDraft(1, fields={"hour": "02:48", "sender": "SDIS76", "subject": "feu"}).words == "02:48 SDIS76 > feu"
    assert EntryDraft(1, fields={"content": "feu "}).words == "feu"
    assert EntryDraft(1, fields={"means": "phone"}).words == "entrée détaillée"


def test_the_drafts_of_a_crisis_are_its_own_and_the_oldest_comes_first():
    kept = [
        (drafts_text.name(CRISIS, 12), '{"line":"deux"}'),
        (drafts_text.name(CRISIS, 3), '{"line":"un"}'),
        (drafts_text.name("b" * 32, 1), '{"line":"ailleurs"}'),
        (f"{CRISIS} quick line", "au clavier"),
        (f"{CRISIS} entry x", "illisible"),
    ]
    assert [draft.line for draft in drafts_text.drafts(CRISIS, kept)] == ["un", "deux"]


def test_two_drafts_begun_at_once_have_two_keys():
    assert drafts_text.free_key(5, [EntryDraft(5), EntryDraft(6)]) == 7
    assert drafts_text.free_key(5, []) == 5
