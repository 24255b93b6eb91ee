"""Read deliveries side by side, each in a process of its own: deliveries know nothing of each other and are not trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from dashboard.errors import UserError
from dashboard.settings import cluster_address
from dashboard.steward.intake.apart import pool
from dashboard.steward.intake.arrivals import arrivals
from dashboard.steward.intake.cluster import Cluster
from dashboard.steward.intake.problems import Problem, errors_among, shown, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from dashboard.settings import Settings
    from dashboard.steward.intake.apart import Pool
    from dashboard.steward.intake.archive import Receipt
    from dashboard.steward.intake.facts import Checked, Delivery, Known


def spreader() -> Pool[Any, Any] | Cluster:
    """Where deliveries are read: in processes of this machine, or on the cluster that is set."""
    address = cluster_address()
    return Cluster(address) if address else pool()


FEW = 4  # below this, typed deliveries are read sooner here than they are sent over


@dataclass(frozen=True)
class Outcome:
    """What a check of one delivery found.

    Attributes:
        problems: errors first.
        is_readable: it could be read at all.
    """

    problems: tuple[Problem, ...]
    is_readable: bool = True

    @property
    def exit_code(self) -> int:
        """0 accepted, 1 refused, 2 unreadable."""
        if not self.is_readable:
            return UserError.exit_code
        return int(bool(errors_among(self.problems)))


def check_each(path: Path, settings: Settings) -> dict[Path, Outcome]:
    """Check every delivery in a file or folder as it would be taken in now; one that is no delivery by its own path."""
    try:
        paths = arrivals([path]).deliveries
    except UserError as error:
        return {path: _outcome(error)}
    from dashboard.steward.intake.archive import check_beside, stand  # noqa: PLC0415  slow to import
    from dashboard.steward.intake.referable import references  # noqa: PLC0415

    standing, known, outcomes = stand(settings), references(settings), {}
    for one, checked in zip(paths, spreader().spread(partial(without_rows, known=known), paths, _name), strict=True):
        if isinstance(checked, UserError):
            outcomes[one] = _outcome(checked)
            continue
        beside = check_beside(checked, settings, standing, partial(_results, one, known))
        outcomes[one] = _outcome(beside)
    return outcomes


def examine_all(
    paths: Sequence[Path], settings: Settings, known: Known, received_at: str
) -> Iterator[Receipt | UserError]:
    """Check deliveries by themselves and archive their originals.

    Returns:
        Receipts to be settled, or why one cannot be read, in the order of the paths.
    """
    moment = datetime.fromisoformat(received_at)
    from dashboard.steward.intake.archive import sweep  # noqa: PLC0415  slow to import

    try:
        yield from spreader().spread(
            partial(_examine, settings=settings, known=known, received_at=moment), paths, _name
        )
    finally:
        sweep(settings)


def load_all(receipts: Sequence[Receipt], settings: Settings) -> Iterator[Delivery]:
    """Read accepted deliveries again; in the order of the receipts.

    Raises:
        UserError: one cannot be read any more.
    """
    work = partial(_load, settings=settings)
    if len(receipts) < FEW:
        yield from map(work, receipts)
        return
    for delivery in spreader().spread(work, receipts, lambda receipt: shown(receipt.file_name)):
        if isinstance(delivery, UserError):
            raise delivery
        yield delivery


def _outcome(outcome: tuple[Problem, ...] | UserError) -> Outcome:
    return Outcome((unreadable(outcome),), is_readable=False) if isinstance(outcome, UserError) else Outcome(outcome)


def without_rows(path: Path, known: Known) -> Checked:
    """What was found, without the rows."""
    from dashboard.steward.intake.check import check  # noqa: PLC0415  only the process that reads needs what reads

    checked = check(path, known)
    return replace(checked, delivery=replace(checked.delivery, sheets={}) if checked.delivery else None)


def _results(path: Path, known: Known) -> pd.DataFrame | None:
    """Rows of results of a delivery that was read before, read again apart."""
    (result,) = spreader().spread(partial(_read_results, known=known), [path], _name)
    return None if isinstance(result, UserError) else result


def _read_results(path: Path, known: Known) -> pd.DataFrame | None:
    from dashboard.steward.intake.check import check  # noqa: PLC0415

    delivery = check(path, known).delivery
    return delivery.sheets.get("result") if delivery else None


def _examine(path: Path, settings: Settings, known: Known, received_at: datetime) -> Receipt:
    from dashboard.steward.intake.archive import examine  # noqa: PLC0415

    return examine(path, settings, known, received_at=received_at)


def _load(receipt: Receipt, settings: Settings) -> Delivery:
    from dashboard.steward.intake.archive import load  # noqa: PLC0415

    return load(receipt, settings)


def _name(path: Path) -> str:
    return shown(path.name)
