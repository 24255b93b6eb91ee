"""Make a whole sample: areas, deliveries and the README beside them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.tools.sample.area_files import write_areas
from dashboard.tools.sample.cases import draw_cases, draw_rates
from dashboard.tools.sample.context import tabulate_context
from dashboard.tools.sample.deliveries import Facts, fill_deliveries, group_senders, plan_deliveries, tell_stories
from dashboard.tools.sample.files import write_delivery
from dashboard.tools.sample.land import Land, draw_land
from dashboard.tools.sample.lessons import draw_lessons
from dashboard.tools.sample.money import draw_money
from dashboard.tools.sample.months import LAST_MONTH
from dashboard.tools.sample.outcomes import draw_outcomes
from dashboard.tools.sample.projects import draw_projects
from dashboard.tools.sample.referrals import tabulate_referrals
from dashboard.tools.sample.registers import Registers, list_municipalities
from dashboard.tools.sample.results import tabulate
from dashboard.tools.sample.scale import SCALES, Scale, ScaleName
from dashboard.tools.sample.strange import add_strange
from dashboard.tools.sample.sustainment import draw_goals, draw_sustainment
from dashboard.tools.sample.timeline import pivot_dates

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.tools.sample.deliveries import Stories
    from dashboard.tools.sample.places import IntArray

MIXED_PROJECTS = 3
MIXED_FROM = 5
README = """# Voorbeeldgegevens: {title}

Alles in deze map is verzonnen. {story} Geen enkel cijfer zegt iets over een
bestaande gemeente, wijk, buurt, organisatie of persoon; namen van gebieden zijn bedacht en de codes (vanaf GM9001) zijn niet in gebruik.

| map | inhoud |
|---|---|
| `areas/` | gebieden van 2022 en 2024 in de vorm van de officiële Wijk- en Buurtkaart (EPSG:28992), en provincie per gemeente |
| `deliveries/` | leveringen zoals acht landelijke partners en de gemeenten ze zouden sturen, tot en met het derde kwartaal van 2026 |

Omvang `{name}`: {municipalities} gemeenten, {neighbourhoods} buurten, {projects} projecten. "Vandaag" is in dit voorbeeld 31 oktober 2026.

Zoals in het echt: twee leveringen ontbreken (IND 2026Q3, OM 2024Q2), drie zijn te laat (DTO 2021, POL 2024Q1, NLA 2025Q2), zes zijn
voorlopig (BD, DTO en NLA, de laatste twee kwartalen), één is herzien (UWV 2025Q1), twee partners leveren voor een deel van hun
projecten cumulatieve waarden (BD, POL), één levert geen besluitmaand bij bedragen (SVB), en een wijk is in 2024 in tweeën
gesplitst.{municipal}{strange}

Opnieuw maken, byte voor byte gelijk: `lsi sample --scale {name} --seed {seed}`
"""
MUNICIPAL = """

Elke gemeente levert voor zichzelf, sommige samen met andere. {late} leverde 2024Q4 te laat, {joined} levert sinds 2022,
{gap} sloeg 2025Q3 over en {restated} leverde 2023Q4 opnieuw."""
STRANGE = """

Eén project, LSI-2024-900, is een proef: in elke tekst ervan staan vreemde tekens (Markdown, HTML, links, formules, tekens voor
de leesrichting). Op het scherm staan zij zoals zij zijn geschreven; niets ervan werkt."""
STORIES = {
    "markerwaard": (
        "de Markerwaard",
        "De Markerwaard is de polder die in het Markermeer gepland was en nooit is aangelegd.",
    ),
    "noorderwaard": ("de Noorderwaard", "De Noorderwaard is een bedacht land in de Noordzee."),
    "nederwaard": ("de Nederwaard", "De Nederwaard is een bedacht land in de Noordzee, zo groot als Nederland."),
}


def _pick_mixed(rng: np.random.Generator, ended: pd.DataFrame) -> IntArray:
    """Three projects that mix recovery and savings at the source, from those where several benefits ended."""
    count = ended["project"].value_counts().sort_index()
    enough = count.index[count >= MIXED_FROM].to_numpy(dtype=np.int64, copy=True)
    return np.sort(rng.permutation(enough)[:MIXED_PROJECTS])


def draw_facts(rng: np.random.Generator, land: Land, scale: Scale) -> Facts:
    """Everything the partners will deliver."""
    projects = draw_projects(rng, land, scale)
    rates = draw_rates(rng, projects)
    cases = draw_cases(rng, projects, rates, scale)
    counts, behind = draw_outcomes(rng, projects, rates, cases)
    mixed = _pick_mixed(rng, behind["uitkeringen_beeindigd"])
    money = draw_money(rng, projects, rates, cases, behind, mixed)
    results = tabulate(pd.concat([counts, money], ignore_index=True), projects, rates, mixed)
    referrals = tabulate_referrals(rng, projects, cases)
    context = tabulate_context(rng, land, projects, np.flatnonzero(rates.selected > 0).astype(np.int64), scale)
    dates = pivot_dates(projects.steps)
    registers = Registers(
        projects,
        dates,
        list_municipalities(projects),
        draw_goals(rng, projects),
        draw_sustainment(rng, projects, dates),
        draw_lessons(dates, projects.frame["code"]),
    )
    return Facts(registers, results, referrals, context)


def _readme(scale: Scale, seed: int, stories: Stories) -> str:
    """Text of the README."""
    title, story = STORIES[scale.place]
    return README.format(
        title=title, story=story, name=scale.name, seed=seed, municipalities=scale.municipalities,
        strange=STRANGE if scale.has_strange else "",
        municipal=MUNICIPAL.format(**asdict(stories)) if stories.joined else "",
        neighbourhoods=f"{scale.neighbourhoods:,}".replace(",", "."), projects=f"{scale.projects:,}".replace(",", "."),
    )  # fmt: skip


def write_scale(folder: Path, scale: Scale, seed: int, progress: Callable[[str], None] | None = None) -> None:
    """Write a sample of any size; earlier deliveries in the folder are replaced."""
    tell = progress or (lambda _: None)
    rng = np.random.default_rng(seed)
    tell(f"Gebieden tekenen: {scale.neighbourhoods} buurten")
    land = draw_land(rng, scale)
    write_areas(folder / "areas", land)
    tell(f"Projecten en resultaten bedenken: {scale.projects} projecten")
    facts = draw_facts(rng, land, scale)
    target = folder / "deliveries"
    for old in (*target.glob("*.xlsx"), *target.glob("*.zip")):
        old.unlink()
    senders = group_senders(land, scale.together)
    stories = tell_stories(senders, facts.registers)
    plans = plan_deliveries(rng, senders, stories, scale.quarters_from)
    tell(f"{len(plans)} leveringen schrijven: {len(facts.results)} regels resultaten")
    for plan, sheets in fill_deliveries(plans, facts):
        is_last = plan.municipalities == senders[-1] and plan.period.last == LAST_MONTH
        whole = add_strange(sheets) if scale.has_strange and is_last else sheets
        write_delivery(target, plan.name, plan.partner, whole, scale.workbooks)
    (folder / "README.md").write_text(_readme(scale, seed, stories), encoding="utf-8")
    tell(f"Klaar: {folder}")


def write_sample(
    folder: Path, scale: ScaleName, seed: int = 2026, progress: Callable[[str], None] | None = None
) -> None:
    """Write a fictitious sample: areas, deliveries, README. The same seed gives the same bytes.

    Args:
        folder: where to; made when it is not there.
        scale: ``demo``, ``programme`` or ``national``.
        seed: number all chance comes from.
        progress: called with a Dutch sentence at each stage.
    """
    write_scale(folder, SCALES[scale], seed, progress)
