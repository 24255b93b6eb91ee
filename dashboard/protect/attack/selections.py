"""The multi-select attacker: ask many overlapping selections and solve for the cells inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.protect.attack.report import Attack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from dashboard.protect.attack.doors import Door

SMALL = 4
CELLS_PER_QUESTION = 12
MOST_AREAS, MOST_MONTHS = 8, 8
QUESTIONS_PER_CELL = 4
SCOPES = 12
NEAR = 0.01


def attack_selections(door: Door, exact: pd.DataFrame, seed: int = 1, scopes: int = SCOPES) -> Attack:
    """Recover counts of 1 to 4 of project × area × month from the totals of selections of about twelve cells.

    A question selects some areas and some months of one project and one component. Least squares over all answers
    gives every cell that the answers determine.

    Args:
        door: gives the total of a selection, or None where it hides it.
        exact: exact count cells, to score with.
        seed: of the attacker's choice of questions.
        scopes: how many projects and components to attack.

    Returns:
        share of the cells of 1 to 4 that are recovered exactly, in per cent; allowed is nothing.
    """
    random = np.random.default_rng(seed)
    small = recovered = questions = differing = 0
    for names, truth in _scopes(exact, scopes):
        asked, answers = _ask(door, names, truth, random)
        questions += len(asked)
        shown = np.array([answer is not None for answer in answers])
        if not shown.any():
            continue
        matrix = asked[shown]
        known = np.array([answer for answer in answers if answer is not None], float)
        solution = np.linalg.lstsq(matrix, known, rcond=None)[0]
        fixed = _determined(matrix)
        target = truth.to_numpy().ravel()
        is_small = (target >= 1) & (target <= SMALL)
        small += int(is_small.sum())
        recovered += int((is_small & fixed & (np.abs(solution - target) < NEAR)).sum())
        differing += int((np.abs(matrix @ solution - known) > NEAR).any())
    share = 100 * recovered / small if small else 0.0
    detail = {"questions": float(questions), "inconsistent": float(differing)}
    return Attack("selections", small, round(share, 2), 0.0, detail, {"inconsistent": 0.0})


def _scopes(exact: pd.DataFrame, scopes: int) -> Iterator[tuple[dict[str, tuple[str, ...]], pd.DataFrame]]:
    """The projects and components with most small cells, as tables of area × month."""
    results = exact[exact["origin"] == "result"]
    keys = ["component", "project_code"]
    cells = results.groupby([*keys, "area_code", "month"], observed=True, as_index=False)["value"].sum()
    small = cells[cells["value"] <= SMALL].groupby(keys, observed=True).size().sort_values(kind="stable")
    for component, project in small.index[::-1][:scopes]:
        part = cells[(cells["component"] == component) & (cells["project_code"] == project)]
        table = part.pivot_table(index="area_code", columns="month", values="value", fill_value=0, observed=True)
        busiest = table.loc[:, (table > 0).sum().sort_values(ascending=False, kind="stable").index[:MOST_MONTHS]]
        names: dict[str, tuple[str, ...]] = {"component": (component,), "project_code": (project,)}
        yield names, busiest.head(MOST_AREAS)


def _ask(
    door: Door, names: dict[str, tuple[str, ...]], truth: pd.DataFrame, random: np.random.Generator
) -> tuple[NDArray[np.float64], list[float | None]]:
    areas = [str(code) for code in truth.index]
    months = [str(pd.Timestamp(month).date()) for month in truth.columns]
    rows, answers = [], []
    for _ in range(QUESTIONS_PER_CELL * truth.size):
        wide = int(random.integers(1, len(areas) + 1))
        long = int(np.clip(round(CELLS_PER_QUESTION / wide), 1, len(months)))
        of_area = np.isin(np.arange(len(areas)), random.choice(len(areas), wide, replace=False))
        of_month = np.isin(np.arange(len(months)), random.choice(len(months), long, replace=False))
        chosen = {
            "area_code": tuple(name for name, on in zip(areas, of_area, strict=True) if on),
            "month": tuple(name for name, on in zip(months, of_month, strict=True) if on),
        }
        rows.append(np.outer(of_area, of_month).ravel().astype(float))
        answers.append(door({**names, **chosen}))
    return np.array(rows), answers


def _determined(matrix: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which unknowns the rows fix: those not touched by the null space."""
    _, sizes, basis = np.linalg.svd(matrix)
    rank = int((sizes > NEAR**2).sum())
    fixed: NDArray[np.bool_] = np.abs(basis[rank:]).max(axis=0, initial=0.0) < NEAR**2
    return fixed
