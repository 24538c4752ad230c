"""The numbered copies of the story."""

from app.core.registers.crisis import OpenCrisis
from app.demonstration import fire, papers
from app.documents import brief


def test_each_recipient_has_his_own_copy_of_the_same_pages(office, tmp_path):
    workstation = office.workstation("SIG1", "Camille Morvan")
    crisis = workstation.desk.do(OpenCrisis("Incendie", "exercise", "industrial", "INT")).id
    made = brief.render(workstation.reading.compose(crisis, office.clock.now(), True))
    files = papers.numbered(made.pdf, "PDS-SIG1-001", tmp_path)
    assert [file.name for file in files] == [
        f"incendie-PDS-SIG1-001-exemplaire-{number}.pdf" for number in range(1, len(fire.scenario().recipients) + 1)
    ]
    assert len({file.read_bytes() for file in files} | {made.pdf}) == len(files) + 1
