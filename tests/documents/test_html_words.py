"""The words of a page that was copied."""

from hypothesis import given
from hypothesis import strategies as st

from app.documents.html_words import words_of_html

PAGE = """
<html><head><title>non</title><style>p { color: red }</style></head><body>
<h1>Titre</h1><p>Restez &agrave; <b>l’abri</b>&nbsp;!<br>Fermez <del>ouvrez</del> tout.</p>
<ul><li>un</li><li><p>deux</p></li></ul><table><tr><td>02:48</td><td>feu</td></tr></table>
<script>alert(1)</script><img src="file:///etc/passwd">
</body></html>
"""


def test_a_page_becomes_paragraphs_bullets_and_rows() -> None:
    shown = "Titre\nRestez à l’abri\u00a0!\nFermez  tout.\n– un\n– deux\n02:48 | feu"
    assert words_of_html(PAGE) == shown


@given(st.text(max_size=200))
def test_whatever_was_copied_words_come_out(page: str) -> None:
    assert "\r" not in words_of_html(page)
