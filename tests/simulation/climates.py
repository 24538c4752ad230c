"""What a seed's world is made of: which acts weigh more, and how much goes wrong."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Climate:
    """`heavy`: groups of acts that weigh so many times more; others keep their weight, 0 leaves one out. `crash`: of
    a workstation, in chances out of a hundred of its acts. `needs`: the workstations it makes no sense without."""

    name: str
    heavy: dict[str, int] = field(default_factory=dict)
    crash: int = 0
    lose: int = 0
    repeat: int = 0
    meanwhile: int = 0
    central_crash: int = 0
    traitor: bool = False
    liar: bool = False
    needs: tuple[str, ...] = ()

    def quiet(self) -> "Climate":
        return replace(self, crash=0, lose=0, repeat=0, meanwhile=0, central_crash=0)


CLIMATES = (
    Climate("ordinaire", {"parts": 0, "disk": 0, "copies": 0, "clocks": 0}),
    Climate("tempête", {"parts": 0, "disk": 0}, lose=18, repeat=10, meanwhile=15, central_crash=8),
    Climate("coupures", {"parts": 4, "words": 2, "carry": 2}, lose=4),
    Climate("machines fragiles", {"disk": 5, "words": 2}, crash=22, lose=3),
    Climate("serveur restauré", {"copies": 6, "words": 2}, lose=5),
    Climate("allées et venues", {"people": 5, "words": 2}, lose=3, needs=("ADM1", "INT", "VEI1")),
    Climate("visas", {"visas": 5, "rounds": 6, "parts": 0}, needs=("INT", "SIG2")),
    Climate("traître", {"treason": 6}, traitor=True, needs=("INT", "RED")),
    Climate("serveur menteur", {"lies": 6, "words": 2}, liar=True),
    Climate("horloges", {"clocks": 4, "parts": 0, "people": 2}, lose=3),
    Climate(
        "tout à la fois",
        {"treason": 1, "copies": 1, "people": 2},
        *(8, 8, 5, 6, 4),
        traitor=True,
        needs=("ADM1", "INT", "SAN"),
    ),
)


def climate_of(seed: int) -> Climate:
    return CLIMATES[seed % len(CLIMATES)]
