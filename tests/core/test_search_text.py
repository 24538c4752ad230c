"""What the search sees, against a real FTS5 table."""

import itertools
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.search_text import folded, found_in, match_query


@pytest.fixture(scope="module")
def table():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE found USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    yield connection
    connection.close()


@pytest.fixture
def finds(table):
    def finds(query: str, text: str) -> bool:
        table.execute("DELETE FROM found")
        table.execute("INSERT INTO found VALUES (?)", (folded(text),))
        return bool(table.execute("SELECT 1 FROM found WHERE found MATCH ?", (match_query(query),)).fetchall())

    return finds


def test_text_is_folded_to_bare_letters():
    assert folded("Œuvre ÉVACUÉE, ex æquo, ﬁn") == "oeuvre evacuee, ex aequo, fin"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("evacue", "Personnel évacué à 3 h"),
        ("ÉVACUÉ", "personnel evacue"),
        ("coeur", "au cœur du site"),
        ("cœur", "au coeur du site"),
        ("incend", "incendie à Rouen"),
        ("rouen incendie", "Incendie près de Rouen"),
        ("SIG1-0147", "suite de SIG1-0147"),
        ("SIG1-01", "suite de SIG1-0147"),
        ("l’usine", "devant l'usine"),
        ("usine", "devant l'usine"),
        ("02:48", "appel de 02:48"),
        ("حريق", "حريق في المصنع"),
    ],
)
def test_words_are_found_as_people_type_them(finds, query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("rouen lille", "Rouen"), ("cend rouen", "incendie à Rouen"), ("a", "Bon")]
)
def test_every_word_must_be_there_and_begin_as_typed(finds, query, text):
    assert not finds(query, text)


def test_nothing_typed_looks_for_nothing():
    assert match_query("") == match_query("  \t") == match_query("*\"'():^") == ""


HOSTILE = [
    *('"', "'", "*", "a*b", 'a" OR "b', "NEAR(a b)", "a NEAR/2 b", "text:x", "-a", "+a", "^a", "{a b}:c", "AND", "NOT"),
    *("a AND", "OR", "(", "a)", "; DROP TABLE found", "%_", "a\x00b", "\ud800", "½²", "ⅷ", "़ा", "🔥", "_", "x" * 5000),
    " ".join(f"mot{n}" for n in range(2000)),
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_is_only_words(finds, query):
    if match_query(query):
        finds(query, "texte sans rapport")


@given(query=st.text(max_size=40))
def test_no_query_is_ever_a_syntax_error(table, query):
    if match_query(query):
        table.execute("SELECT 1 FROM found WHERE found MATCH ?", (match_query(query),)).fetchall()


@given(st.text(alphabet=st.characters(categories=("Ll", "Lu", "Nd"), max_codepoint=0x24F), min_size=1, max_size=12))
def test_a_word_of_european_letters_is_found_by_itself(table, word):
    table.execute("DELETE FROM found")
    table.execute("INSERT INTO found VALUES (?)", (folded(f"avant {word} après"),))
    assert table.execute("SELECT 1 FROM found WHERE found MATCH ?", (match_query(word),)).fetchall()


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Évacuation de l’usine", "evac", ["Évac"]),
        ("Évacuation de l’usine", "l'us", ["l’us"]),
        ("Manœuvre au cœur de Rouen", "coeur manoeu", ["Manœu", "cœur"]),
        ("SIG1-0147 puis SIG1-0148", "sig1-014", ["SIG1-014", "SIG1-014"]),
        ("e\u0301vacue\u0301", "evacue", ["e\u0301vacue\u0301"]),
        ("🎉 أب ÉVACUÉ", "evacue", ["ÉVACUÉ"]),
        ("Rouen et Rouennais", "rouen et", ["Rouen", "et"]),
        ("Rouen", "", []),
        ("Rouen", '*"', []),
        ("feu de forêt", "orêt", []),
        ("Rouen et Rouennais", "rouen ", ["Rouen"]),
        ("plan B, bien", "plan b", ["plan"]),
        ("plan B, bien", "plan b ", ["plan", "B"]),
        ("plan B, bien", "b", ["B"]),
        ("zone 3, 35 lits", "zone 3", ["zone", "3", "3"]),
    ],
)
def test_what_is_looked_for_is_found_where_it_stands_in_the_text(text: str, query: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in found_in(text, query)] == marked


LETTERS = st.text(st.sampled_from("aeéÉœŒæßıİñ’'- 0147\u0301xXσΣ\n"), max_size=30)


@given(LETTERS, LETTERS)
def test_ranges_found_follow_each_other_inside_the_text(text: str, query: str) -> None:
    ranges = found_in(text, query)
    ends = [0, *(place for one in ranges for place in one), len(text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in ranges)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(ranges))


@given(text=LETTERS, word=st.text(st.sampled_from("aeéœ0147x"), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_range_is_marked_just_when_the_search_finds_the_text(finds, text: str, word: str) -> None:
    assert bool(found_in(text, word)) == finds(word, text)
