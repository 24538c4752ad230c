"""kill -9 at random and at labelled points: what was acknowledged is there, nothing is there twice, and the program
goes on where it was."""

from random import Random

from tests.campaigns.author import POINTS
from tests.campaigns.report import Report
from tests.campaigns.site import examined, site

NAME, RUNS = "kill", 300
WRITES = 40


def run(seed: int, runs: int) -> Report:
    report, kept, files, ranks = Report(NAME, seed), list[str](), list[str](), dict[str, int]()
    with site() as place:
        for n in range(runs):
            chance = Random(f"{seed}-{n}")
            words = ["--seed", str(seed + n), "--writes", str(WRITES), "--exchange", "--backups"]
            point = chance.choice((*POINTS, "any moment", "any moment"))
            if point != "any moment":
                words += ["--halt", point, "--at", str(chance.randint(1, 3 if point in POINTS[2:] else 30))]
            author = place.author(*words)
            if point == "any moment":
                author.hear(chance.randint(0, WRITES))
                said = author.end(kill=True)
            else:
                said = author.end()
            if said.errors:
                report.failures.append(f"run {n} ({point}): {said.errors[-300:]}")
            report.notes["killed" if not said.ended else "ended"] += 1
            report.runs += 1
            report.writes += len(said.kept)
            kept += said.kept
            files += said.files
            contradicted = {id for id, rank in said.ranks.items() if ranks.setdefault(id, rank) != rank}
            lost, wrong = examined(place, place.profile, kept, files)
            report.lost += len(lost)
            if lost or wrong or contradicted:
                report.failures.append(f"run {n} ({point}): lost {len(lost)}, ranks {len(contradicted)}, {wrong}")
                break
    return report
