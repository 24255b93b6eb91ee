"""How often what a release shows lies within its own margin, as the release itself measured when it was built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.budgets import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dashboard.store import Release

ENOUGH = 100  # figures; of fewer of them chance decides too much, and they are told only


def measure(release: Release) -> list[Row]:
    """Counts and euros that lie outside their 95 % margin, where they do most often."""
    return list(rows(release.manifest["report"]))


def rows(report: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Iterator[Row]:
    """Of counts the measure, level and period that fare worst, of euros the breakdown; those of few figures apart."""
    held = {
        f"{code}, {view}": percent for view, of in report["accuracy"]["held"].items() for code, percent in of.items()
    }
    yield from _worst("outside", "counts", held)
    euros = report["amounts"]
    yield from _worst("outside", "euros", {name: one["holds"] for name, one in euros.items() if _is_enough(one)})
    few = {name: one["holds"] for name, one in euros.items() if not _is_enough(one)}
    yield from _worst("outside_told", f"euros, fewer than {ENOUGH} totals", few)


def _is_enough(one: Mapping[str, object]) -> bool:
    return one["figures"] >= ENOUGH


def _worst(budget: str, what: str, held: Mapping[str, int]) -> Iterator[Row]:
    if held:
        name = min(held, key=lambda one: held[one])
        yield Row(budget, f"{what} outside their margin, worst of {len(held)} kinds", 100 - held[name], name)
