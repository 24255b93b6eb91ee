"""Secret factors of money: log-uniform, mean exactly one, drawn once per content from keyed blake2b.

With ``w(p) = ln((1 + p) / (1 - p))`` a factor lies between ``exp(-w) / m`` and ``exp(w) / m``. Because its logarithm is
uniform over a length of ``2 w``, no interval of ``± p`` round any guess holds the true amount with a probability above one
half, for someone who knows everything but the factor and had no idea of the amount before (flat on the log scale).
"""

from __future__ import annotations

import math
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dashboard.policy import width

if TYPE_CHECKING:
    from collections.abc import Iterable

Reals = NDArray[np.float64]
_BYTES, _ROOM = 8, 2.0**64


def spread(percent: float) -> float:
    """Standard deviation of a factor.

    Formula: ``sqrt(sinh(2w) / (2w) / m^2 - 1)`` with ``m = sinh(w) / w``.

    Example:
        >>> [round(spread(percent), 3) for percent in (10, 25)]
        [0.116, 0.292]
    """
    w = width(percent)
    mean = math.sinh(w) / w
    return math.sqrt(math.sinh(2 * w) / (2 * w) / mean**2 - 1)


def factors(units: Reals, percent: float) -> Reals:
    """Factors from draws between 0 and 1: ``exp((2u - 1) w) / m``; dividing by ``m`` makes the mean exactly 1.

    Example:
        >>> factors(np.array([0.0, 1.0]), 10).round(2).tolist()
        [0.81, 1.21]
    """
    w = width(percent)
    scaled: Reals = np.exp((2 * units - 1) * w) * (w / math.sinh(w))
    return scaled


def draw(key: bytes, purpose: str, names: Iterable[tuple[object, ...]]) -> Reals:
    """One number in (0, 1) per name: the same name under the same key and purpose always gives the same number.

    Source: RFC 7693; keyed blake2b is a pseudo-random function.
    """
    texts = ("\x1f".join(("amount", purpose, *map(str, parts))).encode() for parts in names)
    drawn = [int.from_bytes(blake2b(text, key=key, digest_size=_BYTES).digest(), "big") for text in texts]
    return (np.array(drawn, dtype=np.float64) + 0.5) / _ROOM
