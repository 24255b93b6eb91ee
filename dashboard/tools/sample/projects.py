"""Projects: kind, partners, areas, fate. One row per project, one row per project and area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.places import POLDER, WATER
from dashboard.tools.sample.timeline import FATES, draw_dates

if TYPE_CHECKING:
    from dashboard.tools.sample.land import Land
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.scale import Scale

KINDS = {
    "wijkgericht": (0.42, "Wijkgerichte aanpak {wijk}"),
    "adresfraude": (0.18, "Adrescontrole {wijk}"),
    "huisvesting_arbeidsmigranten": (0.11, "Huisvesting arbeidsmigranten {municipality}"),
    "recreatieterreinen": (0.07, "Recreatieterreinen {municipality}"),
    "bedrijventerrein": (0.08, "Bedrijventerrein {buurt}"),
    "uitzendbureaus": (0.05, "Uitzendbureaus {municipality}"),
    "branche": (0.06, "Horeca en schoonmaak {municipality}"),
    "landelijk": (0.03, "Themacontrole woonsituatie {municipality} en omgeving"),
}
COMPANY_KINDS = ("bedrijventerrein", "uitzendbureaus", "branche")
WIDE_KINDS = ("huisvesting_arbeidsmigranten", "uitzendbureaus", "landelijk")
LEADS = {"bedrijventerrein": "NLA", "uitzendbureaus": "NLA", "branche": "BD", "landelijk": "UWV"}
REASONS = (
    "Veel meldingen over bewoning en inschrijving; gewone handhaving bleek niet genoeg.",
    "Signalen van bewoners en de woningcorporatie over onveilige bewoning.",
    "Verschillen tussen inschrijving en gebruik van woningen, gezien door twee partners.",
    "Nulmeting liet een hoger aantal adresonderzoeken zien dan in vergelijkbare wijken.",
    "Vervolg op een eerdere aanpak in de naastgelegen wijk.",
)
LATE_FROM = pd.Timestamp("2023-01-01")
DEMO_YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026)


@dataclass(frozen=True)
class Projects:
    """Projects and where they work.

    Attributes:
        frame: one row per project: code, title, kind, lead, partners (tuple), dates, fate, area_year.
        areas: one row per project and area: project, area, position (buurt), code, addresses, companies.
        steps: one row per project and step: project, step, planned, actual.
    """

    frame: pd.DataFrame
    areas: pd.DataFrame
    steps: pd.DataFrame


def _draw_kinds(rng: np.random.Generator, number: int) -> list[str]:
    """Kinds by their share, every kind at least once when there is room."""
    titles, shares = list(KINDS), np.array([share for share, _ in KINDS.values()])
    drawn = [titles[i] for i in rng.choice(len(titles), number, p=shares / shares.sum())]
    if number >= 16:
        drawn[: len(titles)] = titles
    return [drawn[i] for i in rng.permutation(number)]


def _draw_partners(rng: np.random.Generator, kind: str, lead: str) -> tuple[str, ...]:
    """Participating partners, lead first."""
    company = kind in COMPANY_KINDS
    usual = ("NLA", "BD", "GEM", "UWV") if company else ("GEM", "UWV", "BD")
    sometimes = ("POL", "IND", "SVB", "OM") if company else ("SVB", "DTO", "POL", "NLA", "IND", "OM")
    chance = (0.6, 0.5, 0.2, 0.25) if company else (0.65, 0.65, 0.6, 0.2, 0.3, 0.2)
    drawn = [name for name, p in zip(sometimes, chance, strict=True) if rng.random() < p]
    return tuple(dict.fromkeys([lead, *usual, *drawn]))


def _neighbour_lists(land: Land) -> list[list[int]]:
    """Neighbouring positions of every buurt."""
    lists: list[list[int]] = [[] for _ in land.nesting.kind]
    for one, two in land.nesting.pairs:
        lists[one].append(int(two))
        lists[two].append(int(one))
    return lists


def _grow(land: Land, near: list[list[int]], start: int, wanted: float, wide: bool) -> list[int]:
    """Buurten around ``start`` until about ``wanted`` addresses are in; inside one gemeente unless wide."""
    gm, wk = land.nesting.municipality, land.nesting.district
    taken, edge, total = [start], [start], float(land.addresses[start])
    seen = {start}
    while edge and total < wanted and len(taken) < 40:
        options = [n for n in near[edge[0]] if n not in seen and land.nesting.kind[n] != WATER]
        options = [n for n in options if wide or gm[n] == gm[start]]
        options.sort(key=lambda n: (gm[n] != gm[start], wk[n] != wk[start], n))
        edge.pop(0)
        for option in options:
            if total >= wanted:
                break
            seen.add(option)
            taken.append(option)
            edge.append(option)
            total += float(land.addresses[option])
    return sorted(taken)


def _whole_district(land: Land, start: int) -> list[int]:
    """All buurten of the wijk of ``start``."""
    same = land.nesting.municipality == land.nesting.municipality[start]
    return [int(n) for n in np.flatnonzero(same & (land.nesting.district == land.nesting.district[start]))]


def _starts(rng: np.random.Generator, land: Land, kinds: list[str], proposed: pd.Series, late: int) -> IntArray:
    """Buurt each project grows from; the late gemeente has none before 2023."""
    weight = land.addresses * (land.nesting.kind != WATER).astype(float)
    polder = weight * np.where(land.nesting.kind == POLDER, 1.0, 0.02)
    early = np.where(land.nesting.municipality == late, 0.0, 1.0)
    starts = []
    for kind, date in zip(kinds, proposed, strict=True):
        chance = (polder if kind == "recreatieterreinen" else weight) * (early if date < LATE_FROM else 1.0)
        chance = chance if chance.sum() > 0 else weight
        starts.append(int(rng.choice(len(chance), p=chance / chance.sum())))
    return np.array(starts, dtype=np.int64)


def _draw_areas(rng: np.random.Generator, land: Land, frame: pd.DataFrame, late: int, typical: float) -> pd.DataFrame:
    """One row per project and buurt: project, position, addresses, companies."""
    near = _neighbour_lists(land)
    rows: list[tuple[int, int]] = []
    starts = _starts(rng, land, list(frame["kind"]), frame["proposed"], late)
    if len(starts) > 12:  # the split wijk has a project before and one after the split
        old, new = int(frame["proposed"].argmin()), int((frame["proposed"] - pd.Timestamp("2024-09-01")).abs().argmin())
        starts[[old, new]] = land.changed[0]
    banned = land.nesting.municipality == late
    for project, (kind, start, proposed) in enumerate(zip(frame["kind"], starts, frame["proposed"], strict=True)):
        wanted = float(np.clip(rng.lognormal(np.log(typical), 0.55), 1000, 12000))
        whole = kind == "wijkgericht" and rng.random() < 0.25
        taken = (
            _whole_district(land, int(start)) if whole else _grow(land, near, int(start), wanted, kind in WIDE_KINDS)
        )
        rows += [(project, n) for n in taken if n == start or not (proposed < LATE_FROM and banned[n])]
    areas = pd.DataFrame(rows, columns=["project", "position"], dtype="int64")
    exact = land.addresses[areas["position"].to_numpy(dtype=np.int64)]
    areas["addresses"] = np.maximum(5, np.round(exact * rng.uniform(0.97, 1.03, len(areas)))).astype(np.int64)
    per_home = np.where(frame["kind"].isin(COMPANY_KINDS).to_numpy()[areas["project"]], 0.35, 0.09)
    areas["companies"] = np.maximum(3, np.round(areas["addresses"] * per_home * rng.uniform(0.7, 1.3, len(areas))))
    return areas


def _as_districts(rng: np.random.Generator, land: Land, frame: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Area codes; about one project in sixteen reports whole wijken only, as early projects did."""
    able = rng.permutation(np.flatnonzero(frame["kind"] == "wijkgericht"))
    coarse = np.isin(np.arange(len(frame)), able[: round(len(frame) / 16)])
    codes = {year: layers["buurten"][["buurtcode", "wijkcode"]].to_numpy() for year, layers in land.layers.items()}
    year = frame["area_year"].to_numpy()[areas["project"]]
    column = coarse[areas["project"]].astype(int)
    areas["code"] = pd.Series(
        [codes[y][p, c] for y, p, c in zip(year, areas["position"], column, strict=True)], dtype="str"
    )
    grouped = areas.groupby(["project", "code"], sort=True, as_index=False)
    return grouped.agg({"position": "first", "addresses": "sum", "companies": "sum"})


def _titles(land: Land, frame: pd.DataFrame, areas: pd.DataFrame) -> list[str]:
    """Title per project from its first area; a second project in one place is called a follow-up."""
    first = areas.drop_duplicates("project").set_index("project")["position"]
    seen: dict[str, int] = {}
    titles = []
    for project, (kind, year) in enumerate(zip(frame["kind"], frame["area_year"], strict=True)):
        buurt = land.layers[year]["buurten"].iloc[int(first[project])]
        districts = land.layers[year]["wijken"].set_index("wijkcode")["wijknaam"]
        wijk = f"{districts[buurt['wijkcode']][8:]} ({buurt['gemeentenaam']})"
        title = KINDS[kind][1].format(wijk=wijk, municipality=buurt["gemeentenaam"], buurt=buurt["buurtnaam"])
        seen[title] = seen.get(title, 0) + 1
        titles.append(title if seen[title] == 1 else f"{title}, vervolg {seen[title] - 1}")
    return titles


def draw_projects(rng: np.random.Generator, land: Land, scale: Scale) -> Projects:
    """Draw all projects of a sample, their steps and their areas."""
    number = scale.projects
    frame = pd.DataFrame({"kind": pd.Series(_draw_kinds(rng, number), dtype="object")})
    frame["lead"] = [
        LEADS.get(kind, "GEM") if draw < 0.7 else "GEM"
        for kind, draw in zip(frame["kind"], rng.random(number), strict=True)
    ]
    frame["partners"] = [_draw_partners(rng, k, p) for k, p in zip(frame["kind"], frame["lead"], strict=True)]
    frame, steps = draw_dates(rng, frame)
    year = frame["proposed"].dt.year
    frame["area_year"] = np.where(year >= 2024, 2024, 2022)
    rank = frame.groupby(year).cumcount() + 1
    frame["code"] = [f"LSI-{y}-{n:03d}" for y, n in zip(year, rank, strict=True)]
    frame["reason"] = [REASONS[int(i)] for i in rng.integers(0, len(REASONS), number)]
    frame["has_goal"] = (rng.random(number) < 0.4) & ~frame["fate"].isin([FATES.rejected, FATES.dpia])
    others = np.setdiff1d(land.nesting.municipality, land.nesting.municipality[land.changed])
    late = int(others[len(others) // 2]) if len(others) else -1
    areas = _draw_areas(rng, land, frame, late, scale.addresses)
    areas = _as_districts(rng, land, frame, areas)
    frame["title"] = _titles(land, frame, areas)
    return Projects(frame, areas, steps)
