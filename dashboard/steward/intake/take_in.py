"""Take deliveries and areas in before a build: each delivery whole or not at all."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from dashboard.access import LOCAL
from dashboard.errors import UserError
from dashboard.steward.intake.archive import alone, hold_sound, settle, stand
from dashboard.steward.intake.arrivals import arrivals
from dashboard.steward.intake.handed_in import enter
from dashboard.steward.intake.problems import errors_among, problems_as_text, shown
from dashboard.steward.intake.referable import references
from dashboard.steward.intake.workers import examine_all
from dashboard.text import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from dashboard.settings import Settings
    from dashboard.steward.intake.archive import Receipt

YEARS = "areas_*.gpkg"
SAY_EVERY = 5  # seconds


def take_in(
    settings: Settings,
    paths: Iterable[Path],
    received_at: str,
    say_line: Callable[[str], None],
    say_progress: Callable[[str], None] = lambda _: None,
    subject: str = LOCAL.subject,
) -> int:
    """Check and archive deliveries, each with its entry in the log; give back how many were refused.

    Each is examined by itself, several at a time; then all are settled in the order of their reference dates, so that it
    does not matter in which order they lie in a folder.

    Args:
        settings: where the archive is.
        paths: files, ZIPs, folders of CSV files, or folders of deliveries.
        received_at: ISO 8601.
        say_line: called once per delivery, with what became of it and the list of its problems, for the person at the
            keyboard.
        say_progress: called now and then while deliveries are read, with how many of how many and the time left. A run
            that is stopped is taken up again where it was.
        subject: who hands them in.

    Raises:
        DataDamaged: a receipt of before is damaged.
        StateAway: nothing can be noted, so nothing more is taken in.
    """
    hold_sound(settings)
    each = arrivals(paths)
    for path in each.skipped:
        say_line(say("cli.skipped", file=shown(path.name)))
    examined: list[tuple[Path, Receipt]] = []
    refused = 0
    received = examine_all(each.deliveries, settings, references(settings), received_at)
    pace = Pace(len(each.deliveries))
    for number, (path, candidate) in enumerate(zip(each.deliveries, received, strict=True), start=1):
        if line := pace.after(number, shown(path.name)):
            say_progress(line)
        if isinstance(candidate, UserError):
            refused += 1
            say_line(f"{say('cli.unreadable', file=shown(path.name))}\n{say(candidate.key, **candidate.values)}")
        else:
            examined.append((path, candidate))
    with alone(settings):
        standing = stand(settings)
        standing.announce(code for _, candidate in examined for code in candidate.content.projects)
        for path, candidate in sorted(examined, key=lambda pair: _order(pair[1])):
            receipt = settle(candidate, settings, standing, partial(enter, subject=subject, at=received_at))
            refused += receipt.status == "refused"
            say_line(_outcome(path, receipt))
    return refused


class Pace:
    """How far a long run is, said now and then."""

    def __init__(self, total: int) -> None:
        """Begin."""
        self._total, self._began, self._said = total, time.monotonic(), time.monotonic()

    def after(self, number: int, file: str) -> str:
        """A line after ``number`` deliveries; empty when one was said a moment ago, or nothing is left."""
        now = time.monotonic()
        if now - self._said < SAY_EVERY or number == self._total:
            return ""
        self._said = now
        left = (now - self._began) / number * (self._total - number)
        return say("build.step.examined", n=number, of=self._total, file=file, minutes=max(1, round(left / 60)))


def _order(receipt: Receipt) -> tuple[str, str]:
    return receipt.facts.reference_date.isoformat() if receipt.facts else "", receipt.sha256


def _outcome(path: Path, receipt: Receipt) -> str:
    """What became of one delivery, with its problems."""
    n_errors = len(errors_among(receipt.problems))
    outcome = say(f"cli.{receipt.status}", file=path.name, n=n_errors, number=receipt.number, why=receipt.why)
    return f"{outcome}\n{problems_as_text(receipt.problems)}" if receipt.problems else outcome


def set_up_areas(settings: Settings, sample: Path) -> None:
    """Import every year of a sample's areas."""
    from dashboard.steward.areas.official import import_areas  # noqa: PLC0415  geopandas is slow to import

    for file in sorted((sample / "areas").glob(YEARS)):
        import_areas(file, int(file.stem.removeprefix("areas_")), settings.areas, sample / "areas" / "provinces.csv")
