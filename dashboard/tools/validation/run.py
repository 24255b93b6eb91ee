"""The whole design: worlds x effects x sizes, many runs a cell, summed up as bias, coverage, false alarms and power."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard.analysis.effect.evidence import TOO_WIDE
from dashboard.analysis.effect.offered import source_mark
from dashboard.tools.validation.estimators import Draws, Found, by_quarter, placebos, try_all
from dashboard.tools.validation.protected import protect_draws
from dashboard.tools.validation.worlds import PER_QUARTER, WORLDS, draw_rates, factors, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from dashboard.tools.validation.worlds import Variant, World

SEED = 2026
RUNS = 500
BATCH = 50  # runs at once, so that memory stays small
# Worlds that break what an estimator assumes; it is not judged by them, they are published as its limits.
LIMITS: dict[str, tuple[str, ...]] = {
    "did": ("apart_little", "apart_much"),
    "event_study": ("apart_little", "apart_much"),
    "synthetic_control": ("apart_little", "apart_much"),
    "did_trend": (),
    "before_after": ("apart_little", "apart_much", "together"),
    "interrupted": ("together",),
}


def validate(
    runs: int = RUNS,
    seed: int = SEED,
    progress: Callable[[str, int, int], None] | None = None,
    worlds: Sequence[World] = WORLDS,
) -> dict[str, Any]:
    """Try every estimator; the result as it is shipped, without its date.

    Args:
        runs: draws per world and effect.
        seed: number all chance comes from.
        progress: told the world, how many batches are done and how many there are.
        worlds: which ones.
    """
    cells: list[dict[str, Any]] = []
    batches = [min(BATCH, runs - at) for at in range(0, runs, BATCH)]
    for world in worlds:
        kept: dict[Variant, list[list[Found]]] = {}
        for number, size in enumerate(batches):
            for variant, found in _batch(world, size, seed, number):
                kept.setdefault(variant, []).append(found)
            if progress:
                progress(world.name, number + 1, len(batches))
        for variant, parts in kept.items():
            cells += [summarise(world, variant, list(one)) for one in zip(*parts, strict=True)]
    return {
        "seed": seed, "runs": runs, "source": source_mark(),
        "limits": {name: list(broken) for name, broken in LIMITS.items()}, "cells": cells,
    }  # fmt: skip


def _batch(world: World, runs: int, seed: int, number: int) -> Iterator[tuple[Variant, list[Found]]]:
    """Draw one batch and try all estimators under every effect; comparison areas are drawn and protected once."""
    name = f"{seed}|{world.name}|{number}"
    rng = np.random.default_rng(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big"))
    inside, outside = draw_rates(rng, world, runs)
    others = by_quarter(protect_draws(rng.poisson(outside), _key(name)))
    ratios = placebos(others)
    for variant in variants(world):
        factor = factors(variant)
        own = protect_draws(rng.poisson(inside * factor), _key(f"{name}|{variant.effect}|{variant.shape}"))
        even = factor.reshape(len(factor), -1, PER_QUARTER).mean(axis=-1)
        yield variant, try_all(Draws(by_quarter(own), others, by_quarter(inside), even, ratios))


def _key(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def summarise(world: World, variant: Variant, parts: list[Found]) -> dict[str, Any]:
    """One cell of the result: shares of the estimates shown, so those not withheld.

    ``bias`` is the median of value / truth less 1, because a ratio of small counts has no useful mean.
    """
    value, lower, upper, truth = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("value", "lower", "upper", "truth")
    )
    withheld = np.concatenate([part.withheld for part in parts])
    made = np.isfinite(value)
    shown = made & ~withheld
    covered = (lower <= truth) & (truth <= upper)
    called = (lower > 1) | (upper < 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        is_wide = ~(upper <= TOO_WIDE * lower)
    coverage = _share(covered, shown)
    return {
        "estimator": parts[0].estimator, "world": world.name, "size": parts[0].size, "against": parts[0].against,
        "effect": variant.effect, "shape": variant.shape, "runs": len(value),
        "made": _share(made, np.ones_like(made)), "withheld": _share(withheld, made), "coverage": coverage,
        "called": _share(called, shown), "called_all": _share(called, made), "wide": _share(is_wide, shown),
        "bias": round(float(np.median(value[made] / truth[made])) - 1, 4) if made.any() else None,
        "error": round(float(np.sqrt(coverage * (1 - coverage) / shown.sum())), 4) if coverage is not None else None,
    }  # fmt: skip


def _share(flags: NDArray[np.bool_], among: NDArray[np.bool_]) -> float | None:
    return round(float(flags[among].mean()), 4) if among.any() else None


def write(result: dict[str, Any], file: Path, date: str) -> None:
    """Write a result as it is shipped: one cell a line, so that two runs can be laid side by side."""
    head = {"date": date, **{name: value for name, value in result.items() if name != "cells"}}
    lines = ",\n".join(f"  {json.dumps(cell)}" for cell in result["cells"])
    text = json.dumps(head, indent=1)[: -len("\n}")] + f',\n "cells": [\n{lines}\n ]\n}}\n'
    file.write_text(text, encoding="utf-8")
