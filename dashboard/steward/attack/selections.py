"""The differencing attacker: ask many overlapping selections and solve for the cells inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.steward.attack.report import Attack, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dashboard.steward.attack.interfaces import QueryInterface

CELLS_PER_QUESTION = 12
MOST_AREAS, MOST_MONTHS = 8, 8
QUESTIONS_PER_CELL = 4
SCOPES = 12
NEAR = 0.01


PROJECTS = ("component", "project_code")


def attack_selections(
    interface: QueryInterface,
    exact: pd.DataFrame,
    seed: int = 1,
    *,
    base: int,
    scope: Sequence[str] = PROJECTS,
    name: str = "selections",
    scopes: int = SCOPES,
) -> Attack:
    """Recover counts below the base of scope × area × month from the totals of selections of about twelve cells.

    A question selects some areas and some months of one scope, for instance one project and one component. Least
    squares over all answers gives every cell that the answers determine.

    Args:
        interface: gives the total of a selection, or None where it hides it.
        exact: exact count cells, to score with.
        seed: of the attacker's choice of questions.
        base: what every answer must be a multiple of.
        scope: columns of ``exact`` that say together what one series of questions is about.
        name: text key of this attack.
        scopes: in how many of them to ask.

    Returns:
        share of the cells below the base that are recovered exactly, in per cent; allowed is nothing. In the detail the
        scopes whose answers contradict each other, and the recovered cells that are no multiple of the base: had the
        answers another source than the protected table, it would show there.
    """
    random = np.random.default_rng(seed)
    scores = [(0,) * 5] + [
        _score(*_ask(interface, names, truth, random), truth, base)
        for names, truth in _scopes(exact, scopes, base, scope)
    ]
    questions, small, recovered, differing, off_base = np.array(scores).sum(axis=0).tolist()
    counts = {"questions": float(questions), "inconsistent": float(differing), "strays": float(off_base)} | {
        "below": base - 1.0
    }
    limits = {"inconsistent": 0.0, "strays": 0.0}
    return Attack(name, small, percent(recovered, small), 0.0, limits=limits, counts=counts)


def _score(
    asked: NDArray[np.float64], answers: list[float | None], truth: pd.DataFrame, base: int
) -> tuple[int, int, int, int, int]:
    """Questions asked, small cells, those recovered, whether answers contradict each other, recovered non-multiples."""
    shown = np.array([answer is not None for answer in answers])
    if not shown.any():
        return len(asked), 0, 0, 0, 0
    matrix, known = asked[shown], np.array([answer for answer in answers if answer is not None], float)
    solution, fixed = _solve(matrix, known)
    target = truth.to_numpy().ravel()
    small = (target >= 1) & (target < base)
    recovered = small & fixed & (np.abs(solution - target) < NEAR)
    off_base = fixed & (np.abs(solution / base - np.round(solution / base)) > NEAR)
    differing = (np.abs(matrix @ solution - known) > NEAR).any()
    return len(asked), int(small.sum()), int(recovered.sum()), int(differing), int(off_base.sum())


def _scopes(
    exact: pd.DataFrame, scopes: int, base: int, scope: Sequence[str] = PROJECTS
) -> Iterator[tuple[dict[str, tuple[str, ...]], pd.DataFrame]]:
    """The scopes with most small cells, as tables of area × month."""
    results = exact[exact["origin"] == "result"]
    keys = list(scope)
    cells = results.groupby([*keys, "area_code", "month"], observed=True, as_index=False)["value"].sum()
    small = cells[cells["value"] < base].groupby(keys, observed=True).size().sort_values(kind="stable")
    for values in small.index[::-1][:scopes]:
        part = cells[np.logical_and.reduce([cells[key] == value for key, value in zip(keys, values, strict=True)])]
        table = part.pivot_table(index="area_code", columns="month", values="value", fill_value=0, observed=True)
        busiest = table.loc[:, (table > 0).sum().sort_values(ascending=False, kind="stable").index[:MOST_MONTHS]]
        names: dict[str, tuple[str, ...]] = {key: (str(value),) for key, value in zip(keys, values, strict=True)}
        yield names, busiest.head(MOST_AREAS)


def _ask(
    interface: QueryInterface, names: dict[str, tuple[str, ...]], truth: pd.DataFrame, random: np.random.Generator
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
        answers.append(interface({**names, **chosen}))
    return np.array(rows), answers


def _solve(matrix: NDArray[np.float64], answers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Least squares of least length, and which unknowns the rows fix: those not touched by the null space.

    Formula: eigenvectors of M'M, whose eigenvalues are the squared singular values of M; M holds ones and zeros, so M'M is exact.
    """
    squares, basis = np.linalg.eigh(matrix.T @ matrix)
    is_seen = squares > NEAR**4
    seen = basis[:, is_seen]
    fixed: NDArray[np.bool_] = np.abs(basis[:, ~is_seen]).max(axis=1, initial=0.0) < NEAR**2
    return seen @ (seen.T @ (matrix.T @ answers) / squares[is_seen]), fixed
