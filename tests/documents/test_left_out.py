"""What was left out of a text is told once, in one order."""

from app.documents.left_out import Met, told


def test_what_was_met_is_told_in_one_order() -> None:
    assert told(set()) == []
    assert told({Met.HEADED, Met.STRUCK}) == [
        "suppressions suivies laissées de côté",
        "en-têtes et pieds de page laissés de côté",
    ]
