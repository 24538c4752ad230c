"""What a file says of one contact."""

from app.core.incoming import Incoming


def test_a_contact_read_says_no_more_than_what_was_read() -> None:
    read = Incoming("carte 1", {"family_name": "Dupont"})
    assert (read.private, read.dated, read.trouble) == ((), "", ())
