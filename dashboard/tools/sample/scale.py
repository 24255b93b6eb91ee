"""How large a sample is: the numbers behind ``demo``, ``programme`` and ``national``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ScaleName = Literal["demo", "programme", "national"]

TODAY = "2026-10-31"
YEARS = (2022, 2024)


@dataclass(frozen=True)
class Scale:
    """Numbers of one sample.

    Attributes:
        name: word in file names and README.
        place: key of the coast in ``coast.py``.
        provinces: provincies.
        municipalities: gemeenten.
        districts: wijken, about.
        neighbourhoods: buurten.
        smallest: buurten of the smallest gemeente.
        largest: buurten of the largest gemeente, about.
        detail: metres of one straight piece of border.
        projects: projects; 0 is allowed.
        context_share: share of the gemeenten that deliver BRP context figures.
        addresses: addresses of a typical project.
        intensity: factor on the number of selected addresses.
        workbooks: send XLSX where the partner does; otherwise CSV in ZIP only.
        together: gemeenten that deliver together.
        quarters_from: year from which gemeenten deliver by the quarter.
        has_strange: one more project has strange signs in all its texts.
    """

    name: str
    place: str
    provinces: int
    municipalities: int
    districts: int
    neighbourhoods: int
    smallest: int
    largest: int
    detail: float
    projects: int
    context_share: float
    addresses: float = 4200.0
    intensity: float = 1.0
    workbooks: bool = True
    together: int = 1
    quarters_from: int = 2023
    has_strange: bool = False


SCALES: dict[ScaleName, Scale] = {
    "demo": Scale("demo", "markerwaard", 1, 12, 60, 400, 3, 110, 120.0, 64, 1.0, has_strange=True),
    "programme": Scale(
        "programme", "noorderwaard", 3, 60, 400, 2500, 3, 160, 200.0, 1500, 0.25, 9500.0, 3.0, False, together=5
    ),
    "national": Scale(
        "national",
        "nederwaard",
        12,
        342,
        3000,
        14500,
        3,
        430,
        250.0,
        1500,
        0.05,
        9500.0,
        3.0,
        False,
        quarters_from=2026,
    ),
}
