"""Work on the machines of an existing cluster of ``dask.distributed``, by setting only; results are those of this machine.

Each machine reads an untrusted file in a process apart, as this one does. It must see the same data folder and have this
software installed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dashboard.errors import UserError
from dashboard.steward.intake.apart import Item, Result, pool
from dashboard.text import language, use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SECONDS = 15  # to find the scheduler


class Cluster:
    """The workers behind a scheduler."""

    def __init__(self, address: str) -> None:
        """Remember where the scheduler is, such as ``tcp://host:8786``."""
        self._address = address

    def spread(
        self, work: Callable[[Item], Result], items: Sequence[Item], name: Callable[[Item], str]
    ) -> Iterator[Result | UserError]:
        """Do work on every item, and give the results in their order; as `Pool.spread` does.

        Raises:
            UserError: there is no scheduler at the address, or this machine lacks the library.
        """
        try:
            from distributed import Client  # noqa: PLC0415  only where a cluster is set
        except ImportError:
            raise UserError("error.cluster_library") from None
        try:
            client = Client(self._address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError):
            raise UserError("error.cluster_unreachable", address=self._address) from None
        with client, client.get_executor(pure=False) as executor:  # type: ignore[no-untyped-call]
            named = [(item, name(item)) for item in items]
            yield from executor.map(partial(_apart, work, language()), named)


def _apart(work: Callable[[Item], Result], spoken: str, named: tuple[Item, str]) -> Any:
    """One item on a machine of the cluster, in a process apart there."""
    item, name = named
    use(spoken)
    (outcome,) = pool().spread(work, [item], lambda _: name)
    return outcome
