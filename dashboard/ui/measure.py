"""The measure picker: names from the catalogue, codes in the URL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.answers.rows import DefinitionsMeasures
from dashboard.charts.named import named
from dashboard.text import say
from dashboard.ui.address import select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dashboard.addresses import Key
    from dashboard.charts.shares import Pair
    from dashboard.ui.viewer import Viewer


@dataclass(frozen=True)
class Measure:
    """One measure as the pages use it.

    Attributes:
        unit: ``count``, ``eur`` or ``share``; ``context`` for a public figure of an area.
        figure_unit: unit of that figure.
    """

    code: str
    name: str
    definition: str
    unit: str
    numerator: str | None
    denominator: str | None
    figure_unit: str = ""

    @property
    def counted(self) -> str:
        """Code of what is counted: the numerator of a share, or the measure itself."""
        return self.numerator or self.code

    @property
    def is_per_address(self) -> bool:
        """Whether the denominator is the public number of addresses in project areas."""
        return self.denominator == "addresses_in_scope"

    @property
    def of(self) -> Pair:
        """What is counted and what it is a share of, as rounding asks for it."""
        return self.counted, None if self.is_per_address else self.denominator


def measure_names(viewer: Viewer) -> Callable[[str], str]:
    """Name of a measure by its code, in the active language."""
    names = {row.measure_code: named(row) for row in viewer.ask(DefinitionsMeasures).rows}
    return lambda code: names.get(code, code)


def choose_measure(
    viewer: Viewer, key: Key, is_offered: Callable[[DefinitionsMeasures], bool], **shape: Any
) -> Measure:
    """A select box of measures, in the order of the catalogue; ``shape`` is how it looks."""
    measures = {row.measure_code: measure_of(row) for row in viewer.ask(DefinitionsMeasures).rows if is_offered(row)}
    return choose_among(key, measures, **shape)


def choose_among(key: Key, measures: Mapping[str, Measure], label: str = "measure.label", **shape: Any) -> Measure:
    """A select box of these measures by code; ``label`` is its text and ``shape`` how it looks."""
    return measures[select(say(label), key, list(measures), lambda code: measures[code].name, **shape)]


def results(*units: str) -> Callable[[DefinitionsMeasures], bool]:
    """Measures of these units that were delivered as such or are derived."""
    return lambda row: row.unit in units and _is_result(row)


def measure_of(row: DefinitionsMeasures) -> Measure:
    """A measure of the catalogue, in the active language."""
    definition = named(row, "definition")
    return Measure(row.measure_code, named(row), definition, row.unit, row.numerator, row.denominator)


def _is_result(row: DefinitionsMeasures) -> bool:
    return row.theme not in {"context", "sustainment", "referrals"} and row.protection != "public"
