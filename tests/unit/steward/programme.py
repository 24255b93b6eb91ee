"""An invented programme, as thin as real ones: most base cells hold one or two addresses."""

from __future__ import annotations

import numpy as np
import pandas as pd

COMPONENTS = ("examined_addresses", "irregular_addresses", "referred_addresses")
PARTNERS = ("GEM", "POL", "UWV")
SUBJECTS = ("belasting_premie", "uitkering", "wonen", "toeslag")
PER_PROJECT = 11
PROJECTS_PER_YEAR = 3
SPREAD = 1.3
SIZES = {"examined_addresses": 1400, "irregular_addresses": 190, "referred_addresses": 120}


def make_programme(municipalities: int = 12, years: int = 2, seed: int = 7, first: int = 0) -> pd.DataFrame:
    """Exact count cells: three projects a year in every gemeente, each nine months in eleven of its 38 buurten.

    Findings: gemeente × year about 900, buurt × year about 24, project about 300 over three partners.
    """
    random = np.random.default_rng([seed, first])
    projects = municipalities * years * PROJECTS_PER_YEAR
    heavy = random.lognormal(0.0, SPREAD, projects)
    parts = [_component(random, name, heavy, years, first) for name in COMPONENTS]
    return pd.concat(parts, ignore_index=True)


def _component(random: np.random.Generator, component: str, heavy: np.ndarray, years: int, first: int) -> pd.DataFrame:
    projects = len(heavy)
    size = (SIZES[component] * heavy).clip(max=60 * SIZES[component])
    project = np.repeat(np.arange(projects), random.poisson(size))
    cases = len(project)
    municipality = first + project // (years * PROJECTS_PER_YEAR)
    year = project // PROJECTS_PER_YEAR % years
    share = random.dirichlet(np.full(PER_PROJECT, 1.0), projects).cumsum(axis=1)
    place = (share[project] < random.random(cases)[:, None]).sum(axis=1).clip(max=PER_PROJECT - 1)
    area = (project % PROJECTS_PER_YEAR * 12 + place) % 38
    cells = pd.DataFrame(
        {
            "project": project + first * years * PROJECTS_PER_YEAR,
            "partner": random.choice(len(PARTNERS), cases, p=[0.6, 0.25, 0.15]),
            "municipality": municipality,
            "area": area,
            "subject": random.choice(len(SUBJECTS), cases, p=[0.4, 0.3, 0.2, 0.1]),
            "month": year * 12 + project % 4 + random.integers(0, 9, cases),
        }
    )
    counted = cells.groupby(list(cells.columns), as_index=False).size()
    return name_cells(counted, component)


def name_cells(counted: pd.DataFrame, component: str, rule: str = "count") -> pd.DataFrame:
    """Give numbers the names the vault uses."""
    months = pd.date_range("2024-01-01", periods=int(counted["month"].max()) + 1, freq="MS").to_numpy()
    return pd.DataFrame(
        {
            "origin": "result",
            "project_code": _named(counted["project"], "LSI-{:05d}"),
            "partner_code": _picked(counted["partner"], PARTNERS),
            "municipality_code": _named(counted["municipality"], "GM{:04d}"),
            "province_code": _named(counted["municipality"] // 4, "PV{:02d}"),
            "family": "address_check",
            "family_rank": COMPONENTS.index(component) + 1 if component in COMPONENTS else 1,
            "component": component,
            "rung": 0,
            "same_as": "",
            "rule": rule,
            "area_code": _named(counted["municipality"] * 100 + counted["area"], "BU{:06d}"),
            "area_year": 2024,
            "district_code": _named(counted["municipality"] * 10 + counted["area"] // 5, "WK{:05d}"),
            "class_code": _picked(counted["subject"], SUBJECTS),
            "month": months[counted["month"].to_numpy()],
            "value": counted["size"].to_numpy(),
        }
    )


def _named(numbers: pd.Series, pattern: str) -> pd.Series:
    return _picked(numbers, [pattern.format(number) for number in range(int(numbers.max()) + 1)])


def _picked(numbers: pd.Series, names: object) -> pd.Series:
    return pd.Series(np.asarray(names, dtype=object)[numbers.to_numpy()]).astype("str")


def _decided(cells: pd.DataFrame) -> pd.Series:
    """One partner delivers no month of decision; of the others money follows within two months."""
    wait = cells["area_code"].str[-1].astype("int64") % 3
    month = pd.to_datetime(cells["month"]).dt.to_period("M")
    decided = pd.Series([first - months for first, months in zip(month, wait, strict=True)], index=cells.index)
    return decided.dt.to_timestamp().where(cells["partner_code"] != "UWV")


def make_money(municipalities: int = 4, years: int = 1, seed: int = 3) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Exact amount cells, one measure, with one or a few files each; and the count cells of those files."""
    random = np.random.default_rng(seed)
    projects = municipalities * years * PROJECTS_PER_YEAR
    cases = pd.DataFrame({"project": np.repeat(np.arange(projects), random.poisson(90, projects))})
    size = len(cases)
    cases = cases.assign(
        municipality=cases["project"] // (years * PROJECTS_PER_YEAR),
        partner=random.choice(3, size, p=[0.6, 0.25, 0.15]),
        area=cases["project"] % PROJECTS_PER_YEAR * 12 + random.integers(0, 6, size),
        subject=random.integers(0, 2, size),
        month=cases["project"] // PROJECTS_PER_YEAR % years * 12 + random.integers(0, 12, size),
        amount=random.lognormal(8.0, 1.0, size).round(2),
    )
    names = ["project", "partner", "municipality", "area", "subject", "month"]
    money = cases.groupby(names, as_index=False)["amount"].agg(["sum", "size", "max"])
    counts = name_cells(money, "eur_fines").assign(origin="files", family="eur_fines")
    shared = ["project_code", "partner_code", "municipality_code", "area_code", "area_year"]
    amounts = counts[[*shared, "class_code", "month"]].assign(
        province_code="PV" + (money["municipality"] // 3).astype("str"),
        type_code="T" + (money["project"] % 3).astype("str"),
        measure_code="eur_fines",
        amount=money["sum"].round(2),
        n_files=money["size"],
        n_new=np.nan,
        largest=money["max"],
        is_mixed=False,
        files_return=False,
        is_paid_in_parts=False,
        is_step=True,
        decision_month=_decided(counts),
    )
    return amounts, counts


def money_cell(**changes):
    """An exact cell of money with what it is protected by: one file of a thousand euro, unless told otherwise."""
    given = {
        "project_code": "P1",
        "partner_code": "GEM",
        "municipality_code": "GM1",
        "province_code": "PV1",
        "type_code": "T1",
        "area_code": "BU00010101",
        "area_year": 2024,
        "measure_code": "eur_fines",
        "class_code": "s",
        "month": pd.Timestamp("2024-01-01"),
        "amount": 1000.0,
        "n_files": 1,
        "largest": 1000.0,
        "is_mixed": False,
        "files_return": False,
        "is_paid_in_parts": False,
        "is_step": True,
    }
    return given | changes
