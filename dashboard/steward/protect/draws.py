"""Secret draws: keyed blake2b and nothing else.

Each unit has its own sub-key, and its own stream of draws in counter mode. A unit's draws depend on its names, on how
many of its cells were published before and on nothing else, so other units can come, go and change without effect.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from dashboard.steward.protect.cells import Whole

BYTES = 8
BLOCK = 64
PER_BLOCK = BLOCK // BYTES


def sub_key(key: bytes, names: Sequence[object]) -> bytes:
    """The key of one unit: blake2b of its names under the master key.

    Source: RFC 7693; keyed mode is a pseudo-random function.
    """
    return blake2b("\x1f".join(map(str, names)).encode(), key=key, digest_size=BLOCK).digest()


def draw_start(unit_key: bytes, base: int) -> int:
    """The secret start of a unit, one of ``base`` equally likely numbers; the same in every release."""
    return int.from_bytes(blake2b(b"start", key=unit_key, digest_size=16).digest(), "big") % base


def draw_stream(unit_key: bytes, epoch: int, size: int) -> bytes:
    """``size`` draws of 64 bits; ``epoch`` is the number of cells published before, so no draw is used twice."""
    head = epoch.to_bytes(8, "big")
    blocks = -(-size // PER_BLOCK)
    stream = b"".join(blake2b(head + i.to_bytes(8, "big"), key=unit_key).digest() for i in range(blocks))
    return stream[: size * BYTES]


def draw_units(
    key: bytes, units: Iterable[Sequence[object]], bases: Whole, epochs: Whole, sizes: Whole
) -> tuple[Whole, NDArray[np.uint64]]:
    """Starts and streams of many units.

    Args:
        key: the master key.
        units: names of each unit.
        bases: rounding base of each unit.
        epochs: cells of each unit published before.
        sizes: how many draws each unit needs.

    Returns:
        one start per unit; and all streams after one another.
    """
    starts = np.zeros(len(sizes), np.int64)
    streams: list[bytes] = []
    rows = zip(units, bases.tolist(), epochs.tolist(), sizes.tolist(), strict=True)
    for number, (names, base, epoch, size) in enumerate(rows):
        unit_key = sub_key(key, names)
        starts[number] = draw_start(unit_key, base)
        streams.append(draw_stream(unit_key, epoch, size))
    return starts, np.frombuffer(b"".join(streams), np.dtype(">u8")).astype(np.uint64)
