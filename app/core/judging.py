"""Where a version stands in its circuit: derived each time from the visas that count, and never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.core.circuits import Circuit
from app.core.circuits import Step as CircuitStep
from app.core.texts import Version
from app.core.visas import CHANGED, Submission, Visa, alike

SATISFIES = {"organisations": {"favourable", "reservation", "abstention"}, "role": {"favourable", "reservation"}}


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step of the circuit stands, for one party (a ministry, the CCOM, the DIR).

    `state` is `done`, `returned` or `waiting`; `ready` when the steps before it are complete. `asked_at` and `due` are
    in ms, 0 while it is not asked, or when it has no deadline. `after`: asked afterwards, and no condition.
    """

    step: str
    label: str
    roles: tuple[str, ...]
    organisation: str
    state: str
    ready: bool
    visa: Visa | None
    asked_at: int = 0
    due: int = 0
    final: bool = False
    after: bool = False

    @property
    def role(self) -> str:
        """The role named first."""
        return self.roles[0]

    def of(self, role: str, organisation: str) -> bool:
        """Whether that role, held for that organisation, may sign it."""
        return role in self.roles and self.organisation in ("", organisation)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where a version stands in its circuit. `missing` says in French what keeps it from being validated; `contested`
    are the unfavourable visas that its circuit did not stop at, each to be answered."""

    submission: Submission
    steps: tuple[Step, ...]
    validated: bool
    returned: bool
    missing: tuple[str, ...]
    validated_at: int = 0
    contested: tuple[Visa, ...] = ()

    @property
    def active(self) -> bool:
        """Whether the visas it waits for may still be given."""
        return self.validated or not (self.submission.regimes or self.submission.returned)


def judge(version: Version, submission: Submission, given: Sequence[Visa], to_write: Sequence[str]) -> Judgement:
    """Where `version` stands. `to_write` are its placeholders: a text that still holds one is never validated."""
    counting = [
        one for one in given if one.counts and one.signs == submission.signs and one.regimes == submission.regimes
    ]
    steps: list[Step] = []
    ready, asked = True, submission.at
    for stage in stages(submission.circuit):
        parties = [
            _party(one, code, name, counting, ready, asked) for one in stage for code, name in _asked(one, submission)
        ]
        steps += parties
        ready = ready and all(one.state == "done" for one in parties if not one.after)
        asked = max([asked, *(one.visa.at for one in parties if one.visa)])
    required = [one for one in steps if not one.after]
    missing = [f"texte à compléter : {', '.join(to_write)}"] if to_write else []
    missing += [_named(one) for one in required if one.state == "waiting"]
    missing += [f"{_named(one)} : défavorable" for one in required if one.state == "returned"]
    if ready and not _two_persons(_words(submission.circuit, required, counting)):
        missing.append("une deuxième personne (quatre yeux)")
    if submission.returned:
        missing.append(f"une nouvelle version : retourné par {submission.returned[0].name}")
    validated = not missing
    if submission.regimes and not validated:
        missing = ["soumettre à nouveau : le circuit de visas a changé"]
    returned = bool(submission.returned) or any(one.state == "returned" for one in required)
    return Judgement(
        submission,
        tuple(steps),
        validated,
        returned,
        tuple(missing),
        max((one.visa.at for one in required if one.visa), default=0) if validated else 0,
        _contested(version, submission, steps, given) if validated else (),
    )


def _contested(
    version: Version, submission: Submission, steps: Sequence[Step], given: Sequence[Visa]
) -> tuple[Visa, ...]:
    """The unfavourable visas on this very text that its circuit did not stop at: on a step asked afterwards, or under
    another circuit, unless the same person has spoken otherwise under this one since."""
    on_text = [one for one in given if one.text == version.hash and one.why_not in ("", CHANGED)]
    under = {one.id: one.signs == submission.signs and one.regimes == submission.regimes for one in on_text}
    after = {(one.step, one.organisation) for one in steps if one.after}
    last = {(one.person, one.for_name): one for one in on_text}
    return tuple(
        one
        for one in on_text
        if one.decision == "unfavourable"
        if ((one.step, one.organisation) in after if under[one.id] else last[one.person, one.for_name] is one)
    )


def best(judgements: Iterable[Judgement]) -> Judgement | None:
    """Of the rounds of one version, the one that speaks: a validated one, else the last that may still be completed."""
    ordered = list(judgements)
    for chosen in ([one for one in ordered if one.validated], [one for one in ordered if one.active], ordered):
        if chosen:
            return chosen[-1]
    return None


def stages(circuit: Circuit) -> list[list[CircuitStep]]:
    """The steps in their turn, those asked together side by side."""
    found: list[list[CircuitStep]] = []
    for step in circuit.steps:
        if found and step.parallel and step.after == found[-1][0].after:
            found[-1].append(step)
        else:
            found.append([step])
    return found


def _asked(step: CircuitStep, submission: Submission) -> Sequence[tuple[str, str]]:
    """(code, name) of each party of a step; a role is one party without a code."""
    if step.kind == "role":
        return (("", ""),)
    names = dict(submission.organisations)
    if step.organisations:
        return [(code, names.get(code, code)) for code in step.organisations]
    named = {code for one in submission.circuit.steps for code in one.organisations}
    return [(code, name) for code, name in submission.organisations if code not in named]


def _words(circuit: Circuit, steps: Sequence[Step], counting: Sequence[Visa]) -> list[Visa]:
    """The visas that satisfy some step: two persons may have signed one of them."""
    kinds = {step.id: step.kind for step in circuit.steps}
    asked = {(one.step, one.organisation) for one in steps}
    latest = {(one.step, one.organisation, one.person, one.for_name): one for one in counting}
    return [
        one
        for (step, organisation, _, _), one in latest.items()
        if (step, organisation) in asked and one.decision in SATISFIES[kinds[step]]
    ]


def _two_persons(words: Sequence[Visa]) -> bool:
    """Whether two persons gave their word: of what was told by telephone, only a name says who spoke."""
    return any(one.person != other.person and not _one_voice(one, other) for one, other in combinations(words, 2))


def _one_voice(one: Visa, other: Visa) -> bool:
    told = one.recorded or other.recorded
    return told and (alike(one.speaker, other.speaker) or alike(other.speaker, one.speaker))


def _named(step: Step) -> str:
    return f"visa {step.label}" if step.organisation else step.label


def _party(step: CircuitStep, code: str, name: str, given: Sequence[Visa], ready: bool, asked: int) -> Step:
    """A party's standing. Of one person the latest visa speaks; of several, one unfavourable is enough to return."""
    latest = {(one.person, one.for_name): one for one in given if one.step == step.id and one.organisation == code}
    returning = [one for one in latest.values() if one.decision == "unfavourable"]
    satisfying = [one for one in latest.values() if one.decision in SATISFIES[step.kind]]
    state, visa = "waiting", next(iter(latest.values()), None)
    if returning:
        state, visa = "returned", returning[-1]
    elif satisfying:
        state, visa = "done", satisfying[-1]
    due = asked + step.deadline * 60_000 if ready and step.deadline and state == "waiting" else 0
    return Step(
        step.id,
        name or step.label,
        step.roles,
        code,
        state,
        ready,
        visa,
        asked if ready else 0,
        due,
        step.final,
        step.after,
    )
