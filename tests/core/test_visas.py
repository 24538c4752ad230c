"""Visas: what counts towards a version, and what never does."""

from dataclasses import replace
from typing import Any

import pytest

from app.core import circuits
from app.core.records import Author, Held
from app.core.registers.visas import DECISIONS, Judgement, Submission, judge, signed_hash, submissions, visas
from app.core.texts import Text, Version, text_hash
from tests.building import Writer, seed
from tests.core.holding import REMOVED, SPACE, held

MESSAGE = seed("a message").hex()
TEXT = Text("Restez à l'abri", "Fermez les fenêtres.")
STANDARD = circuits.load()
ANN = Author("ann", "Ann", "SIG", "RED", "SIG1")


def version_of(text: Text, number: int = 1, label: str = "") -> Version:
    hash = text_hash(MESSAGE, text)
    return Version(label or f"v{number}·{hash[:4]}", number, hash, text, (ANN,), ("x",), 1, True, True)


VERSION = version_of(TEXT)
WRITERS = {name: Writer(name) for name in ("ann", "lea", "cam", "dir", "eve", "san")}
ROLES = {"ann": ("RED", "SIG"), "lea": ("LIA", "INT"), "san": ("LIA", "SAN"), "cam": ("CCOM", "SIG")}
ROLES |= {"dir": ("DIR", "PM"), "eve": ("DIR", "PM")}


def submit(circuit: Any = None, organisations: tuple[str, ...] = ("INT", "SAN"), version: str = VERSION.hash) -> Held:
    body = {
        "version": version,
        "circuit": circuits.plain(circuit or STANDARD),
        "organisations": [{"code": code, "name": code.title()} for code in organisations],
    }
    return held(WRITERS["ann"].write("message.submitted", body, SPACE, MESSAGE), person="ann")


def asked(submission: Held) -> Submission:
    (found,) = submissions([submission]).values()
    return found


def visa(by: str, step: str, submission: Held, decision: str = "favourable", **more: Any) -> Held:
    role, organisation = ROLES[by]
    body = {
        "version": asked(submission).signs,
        "step": step,
        "organisation": organisation if step == "organisations" else "",
        "decision": decision,
        "comment": "",
    }
    why_not = more.pop("why_not", "")
    operation = WRITERS[by].write("visa.given", body | more, SPACE, MESSAGE)
    return held(operation, why_not, person=by, role=role, organisation=organisation)


def judged(submission: Held, *given: Held, to_write: tuple[str, ...] = (), version: Version = VERSION) -> Judgement:
    found = visas(given, [version], submissions([submission]))
    return judge(version, asked(submission), found, to_write)


def belongs_to_the_house(monkeypatch: pytest.MonkeyPatch, *more: circuits.Circuit) -> None:
    """These circuits are among the resources too."""
    found = circuits.known() | {circuits.fingerprint(one) for one in more}
    monkeypatch.setattr("app.core.registers.visas.known", lambda: found)


def whole(submission: Held) -> list[Held]:
    ministries = [visa("lea", "organisations", submission), visa("san", "organisations", submission)]
    return [*ministries, visa("cam", "coordination", submission), visa("dir", "authority", submission)]


def test_a_version_is_validated_when_every_step_of_its_circuit_is_signed() -> None:
    submission = submit()
    found = judged(submission, *whole(submission))
    assert (found.validated, found.missing) == (True, ())
    assert [(one.step, one.state, one.organisation) for one in found.steps] == [
        ("organisations", "done", "INT"),
        ("organisations", "done", "SAN"),
        ("coordination", "done", ""),
        ("authority", "done", ""),
    ]


@pytest.mark.parametrize("absent", range(4))
def test_no_step_may_be_left_out(absent: int) -> None:
    submission = submit()
    given = whole(submission)
    del given[absent]
    found = judged(submission, *given)
    assert not found.validated
    assert len(found.missing) == 1


@pytest.mark.parametrize("which", range(4))
def test_a_visa_of_somebody_without_standing_is_no_visa(which: int) -> None:
    submission = submit()
    given = whole(submission)
    given[which] = replace(given[which], why_not=REMOVED)
    assert not judged(submission, *given).validated


@pytest.mark.parametrize(
    ("step", "by", "decision", "validated", "returned"),
    [
        (0, "lea", "abstention", True, False),
        (0, "lea", "reservation", True, False),
        (0, "lea", "unfavourable", False, True),
        (2, "cam", "abstention", False, False),
        (2, "cam", "reservation", True, False),
        (2, "cam", "unfavourable", False, True),
        (3, "dir", "abstention", False, False),
        (3, "dir", "reservation", True, False),
        (3, "dir", "unfavourable", False, True),
        (3, "dir", "perhaps", False, False),
    ],
)
def test_what_each_decision_is_worth_at_each_step(
    step: int, by: str, decision: str, validated: bool, returned: bool
) -> None:
    submission = submit()
    given = whole(submission)
    given[step] = visa(by, ("organisations", "", "coordination", "authority")[step], submission, decision)
    found = judged(submission, *given)
    assert (found.validated, found.returned) == (validated, returned)


def test_of_one_person_the_latest_word_counts_and_of_two_one_refusal_is_enough() -> None:
    submission = submit(organisations=())
    cam, no = visa("cam", "coordination", submission), visa("dir", "authority", submission, "unfavourable")
    yes = visa("dir", "authority", submission)
    assert judged(submission, cam, yes, no).validated  # by their clocks he changed his mind to yes
    assert judged(submission, cam, no, visa("eve", "authority", submission)).returned


def test_a_visa_given_before_its_turn_counts_once_its_turn_comes() -> None:
    submission = submit(organisations=("INT",))
    early = [visa("dir", "authority", submission), visa("cam", "coordination", submission)]
    found = judged(submission, *early)
    assert not found.validated
    assert [one.ready for one in found.steps] == [True, False, False]
    assert judged(submission, *early, visa("lea", "organisations", submission)).validated


def test_the_author_never_gives_the_final_visa() -> None:
    submission = submit(organisations=())
    his = replace(VERSION, authors=(ANN, Author("dir", "Dir", "PM", "DIR", "PM1")))
    given = [visa("cam", "coordination", submission), visa("dir", "authority", submission)]
    found = visas(given, [his], submissions([submission]))
    assert {one.step: one.counts for one in found} == {"coordination": True, "authority": False}
    assert any("auteur" in one.why_not for one in found)
    assert judged(submission, *given, visa("eve", "authority", submission), version=his).validated


def test_two_persons_are_needed_whatever_the_circuit(monkeypatch: pytest.MonkeyPatch) -> None:
    step = circuits.Step("authority", "visa de l'autorité", "role", ("DIR", "CCOM"), True)
    first = circuits.Step("coordination", "visa de coordination", "role", ("CCOM", "DIR"))
    short, one = circuits.Circuit("court", "court", (first, step)), circuits.Circuit("seul", "seul", (step,))
    belongs_to_the_house(monkeypatch, short, one)
    two_steps = submit(short, ())
    both = [visa("dir", "coordination", two_steps), visa("dir", "authority", two_steps)]
    found = judged(two_steps, *both)
    assert not found.validated
    assert "quatre yeux" in found.missing[0]
    assert judged(two_steps, *both, visa("cam", "coordination", two_steps)).validated
    alone = submit(one, ())
    assert judged(alone, visa("dir", "authority", alone)).validated


def test_a_text_still_to_be_completed_is_never_validated() -> None:
    submission = submit()
    found = judged(submission, *whole(submission), to_write=("[numéro]",))
    assert not found.validated
    assert "[numéro]" in found.missing[0]


def test_a_visa_on_another_text_never_counts() -> None:
    submission = submit()
    other = version_of(Text("Restez à l'abri", "Fermez les fenêtres !"))
    elsewhere = submit(version=other.hash)
    given = [visa(by, step, elsewhere) for by, step in (("cam", "coordination"), ("dir", "authority"))]
    found = visas(given, [VERSION, other], submissions([submission, elsewhere]))
    assert all(one.counts for one in found)
    assert {one.state for one in judge(VERSION, asked(submission), found, ()).steps} == {"waiting"}


def test_a_visa_does_not_pass_to_a_version_that_bears_the_same_label() -> None:
    submission = submit(organisations=())
    other = replace(version_of(Text("Autre", "Tout autre chose")), label=VERSION.label)
    elsewhere = submit(organisations=(), version=other.hash)
    given = [visa("cam", "coordination", elsewhere), visa("dir", "authority", elsewhere)]
    found = visas(given, [VERSION, other], submissions([submission, elsewhere]))
    assert not judge(VERSION, asked(submission), found, ()).validated
    assert judge(other, asked(elsewhere), found, ()).validated


def test_a_change_of_circuit_voids_the_visas_given_under_the_former_one(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = submit()
    given = whole(submission)
    short = circuits.Circuit("court", "court", STANDARD.steps[1:])
    belongs_to_the_house(monkeypatch, short)
    again = submit(short)
    assert not judged(again, *given).validated
    assert all("circuit" in one.why_not for one in visas(given, [VERSION], submissions([again])))


def test_a_ministry_left_out_afterwards_voids_the_visas_given_beside_its_own() -> None:
    submission = submit()
    given = whole(submission)
    assert not judged(submit(organisations=("INT",)), *given).validated
    assert judged(submit(organisations=("SAN", "INT")), *given).validated


@pytest.mark.parametrize(
    ("by", "changes", "why_not"),
    [
        ("cam", {"step": "authority"}, "rôle"),
        ("ann", {"step": "coordination"}, "rôle"),
        ("lea", {"step": "organisations", "organisation": "SAN"}, "organisme"),
        ("lea", {"step": "absente"}, "étape"),
        ("dir", {"step": "authority", "version": VERSION.hash}, "texte"),
        ("dir", {"step": "authority", "version": None}, "texte"),
    ],
)
def test_a_visa_out_of_ones_place_is_shown_and_does_not_count(by: str, changes: dict[str, Any], why_not: str) -> None:
    submission = submit()
    step = changes.pop("step")
    (found,) = visas([visa(by, step, submission, **changes)], [VERSION], submissions([submission]))
    assert not found.counts
    assert why_not in found.why_not


@pytest.mark.parametrize(
    "body", [None, [], {"version": 1}, {"circuit": 3}, {"circuit": {"id": "x"}, "organisations": 3}]
)
def test_a_submission_of_another_form_submits_nothing(body: Any) -> None:
    if isinstance(body, dict):
        body = {"version": VERSION.hash, "circuit": circuits.plain(STANDARD), "organisations": [], **body}
        if body["version"] == 1:
            body["organisations"] = [1]
    assert submissions([held(WRITERS["ann"].write("message.submitted", body, SPACE, MESSAGE))]) == {}


def test_what_a_visa_signs_names_the_text_the_circuit_and_the_organisations() -> None:
    signed = {
        signed_hash("a", "b", ("INT",)),
        signed_hash("a", "c", ("INT",)),
        signed_hash("c", "b", ("INT",)),
        signed_hash("a", "b", ()),
        signed_hash("a", "b", ("INT", "SAN")),
    }
    assert len(signed) == 5
    assert signed_hash("a", "b", ("SAN", "INT", "SAN")) == signed_hash("a", "b", ("INT", "SAN"))
    assert set(DECISIONS) == {"favourable", "reservation", "unfavourable", "abstention"}


def test_whoever_submits_does_not_choose_who_validates() -> None:
    easy = circuits.Step("authority", "visa de l’autorité", "role", ("LIA",), True)
    assert submissions([submit(circuits.Circuit("standard", "circuit standard", (easy,)), ())]) == {}
