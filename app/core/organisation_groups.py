"""Where each organisation of the list stands in the tree that is shown: the Government, the ministries, the regions…"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from app.core.organisations import organisations
from app.core.places import departements, regions

GOVERNMENT, MINISTRIES, PREFECTURES, ZONES = "group:government", "group:ministries", "group:prefectures", "group:zones"
HEALTH, ENVIRONMENT, FIRE = "group:health", "group:environment", "group:fire"
EMERGENCY, GENDARMERIE = "group:emergency", "group:gendarmerie"
AUTHORITIES, PARTNERS, OVERSEAS = "group:authorities", "group:partners", "group:overseas"
REGION = "group:region:"
NAMES = {  # in the order in which they are read
    GOVERNMENT: "Élysée, Premier ministre",
    MINISTRIES: "Ministères",
    PREFECTURES: "Préfectures",
    ZONES: "Zones, préf. maritimes",
    HEALTH: "Agences de santé (ARS)",
    FIRE: "Secours (SDIS)",
    EMERGENCY: "SAMU",
    GENDARMERIE: "Gendarmerie",
    ENVIRONMENT: "Environnement (DREAL)",
    AUTHORITIES: "Autorités",
    PARTNERS: "Opérateurs, médias",
}
BEGINS = {  # how the codes of a family begin
    "PREF": PREFECTURES,
    "HC": PREFECTURES,
    "PREMAR": ZONES,
    "COZ": ZONES,
    "ARS-": HEALTH,
    "SDIS": FIRE,
    "SAMU": EMERGENCY,
    "GGD": GENDARMERIE,
    "DREAL-": ENVIRONMENT,
    "DRIEAT": ENVIRONMENT,
    "DEAL": ENVIRONMENT,
    "DGTM": ENVIRONMENT,
}
BENEATH = {  # who answers to whom, where the code does not say it
    GOVERNMENT: "PR PM",
    "PM": "CABPM SIG SGG SGDSN SGMER SGAE CIC CIP CIAV DILA",
    "SGDSN": "ANSSI VIGINUM",
    "INT": "DGSCGC DGPN DGGN DGSI PP PPBDR",
    "DGSCGC": "COGIC",
    "PP": "BSPP",
    "PPBDR": "BMPM",
    "SAN": "DGS SPF ANSM ANSES EFS ABM",
    "DGS": "CORRUSS",
    "ECO": "DGCCRF DOUANE",
    "MTE": "DGPR METEO VIGICRUES INERIS CEREMA BRGM BEARI",
    "TRANSPORTS": "DGAC BEA BEATT",
    "ENERGIE": "CEA",
    "AGRI": "DGAL",
    "JUS": "DAP PNAT PARQUETPARIS",
    "MINARM": "DICOD EMA SSA",
    "MEAE": "CDCS",
    "TRAV": "DGT",
    AUTHORITIES: "ASN CNIL ARCOM ARCEP",
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A place of the tree: `node` is a code of the list or a group; `above` is empty at the top."""

    node: str
    name: str
    above: str


class Tree:
    """Every organisation of the list, under what it answers to."""

    def __init__(self, branches: Iterable[Branch]):
        self._branches = {branch.node: branch for branch in branches}
        beneath: dict[str, list[str]] = {}
        for branch in self._branches.values():
            beneath.setdefault(branch.above, []).append(branch.node)
        self._beneath: Mapping[str, list[str]] = beneath

    def __contains__(self, node: object) -> bool:
        return node in self._branches

    def branch(self, node: str) -> Branch:
        """That place. Raises KeyError when it is none of the list."""
        return self._branches[node]

    def beneath(self, node: str) -> tuple[Branch, ...]:
        """The places just beneath; those of the top when `node` is empty."""
        return tuple(self._branches[one] for one in self._beneath.get(node, ()))

    def within(self, node: str) -> tuple[str, ...]:
        """The codes of everything beneath, itself included when it is an organisation."""
        found = () if is_group(node) else (node,)
        return found + tuple(code for one in self._beneath.get(node, ()) for code in self.within(one))

    def path(self, node: str) -> tuple[Branch, ...]:
        """From the top down to that place; nothing when it is none of the list."""
        if node not in self._branches:
            return ()
        branch = self._branches[node]
        return (*self.path(branch.above), branch)


def is_group(node: str) -> bool:
    """Whether that place gathers organisations, and is none itself."""
    return node.startswith("group:")


@cache
def tree() -> Tree:
    """The list that ships with the program, as a tree."""
    told = {code: above for above, codes in BENEATH.items() for code in codes.split()}
    known = organisations()
    by_departement = {f"PREF{one.code}": one.region for one in departements().values() if one.zone != "com"}
    named = {region.code: region.name for region in regions().values()}

    def above(code: str) -> str:
        if code in told:
            return told[code]
        if code in by_departement:
            return REGION + by_departement[code]
        family = next((group for begin, group in BEGINS.items() if code.startswith(begin)), "")
        if family == PREFECTURES and code != "PREF":
            return OVERSEAS
        return family or (MINISTRIES if known.is_ministry(code) else PARTNERS)

    groups = [Branch(group, name, "") for group, name in NAMES.items()]
    groups += [
        Branch(REGION + code, name, PREFECTURES)
        for code, name in sorted(named.items(), key=lambda one: one[1])
        if code in by_departement.values()
    ]
    groups.append(Branch(OVERSEAS, "Collectivités d’outre-mer", PREFECTURES))
    return Tree([*groups, *(Branch(one.code, one.short, above(one.code)) for one in known.all())])
