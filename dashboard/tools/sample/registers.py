"""Sheets a lead partner delivers about its projects, as known on the day of sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.tools.sample.projects import COMPANY_KINDS
from dashboard.tools.sample.timeline import FATES, status_on

if TYPE_CHECKING:
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.projects import Projects

ROLES = ("Projectleider interventieteam", "Teamleider handhaving", "Programmamanager ondermijning")
COVENANT = "Samenwerkingsovereenkomst voor Interventieteams 2017"
DOCUMENTS = {
    "S05": "projectvoorstel",
    "S06": "dpia",
    "S08": "borgingsplan",
    "S11": "startnotitie",
    "S20": "tussenrapportage",
    "S21": "eindrapportage",
    "S22": "evaluatie",
}
ADOPTED = pd.Timedelta(days=14)  # from a step to the day its document was adopted
SETTLED = pd.Timedelta(days=240)


@dataclass(frozen=True)
class Registers:
    """Everything about projects that does not depend on the day of sending.

    Attributes:
        projects: projects, areas, steps.
        dates: actual dates, projects x step codes.
        municipalities: gemeentecodes per project, comma separated.
        goals: sheet doelen plus project.
        sustainment: sheet borging plus project and known.
        lessons: sheet lessen plus project and known.
    """

    projects: Projects
    dates: pd.DataFrame
    municipalities: list[str]
    goals: pd.DataFrame
    sustainment: pd.DataFrame
    lessons: pd.DataFrame


def list_municipalities(projects: Projects) -> list[str]:
    """Gemeentecodes of each project's areas, comma separated."""
    codes = ("GM" + projects.areas["code"].str[2:6]).groupby(projects.areas["project"]).unique()
    return [", ".join(sorted(codes[project])) for project in range(len(projects.frame))]


def takes_part(registers: Registers, municipalities: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Mask of the projects that run in one of these gemeenten."""
    own = set(municipalities)
    return np.array([bool(own & set(codes.split(", "))) for codes in registers.municipalities], dtype=bool)


def choose_projects(
    registers: Registers, partner: str, municipalities: tuple[str, ...], day: pd.Timestamp, since: pd.Timestamp
) -> IntArray:
    """Projects of a lead partner worth sending: proposed before the day, something still happening since ``since``.

    Of a project that gemeenten lead, the sender is the first gemeente it runs in.
    """
    frame = registers.projects.frame
    last_step = registers.dates["S28"].where(frame["stop"].isna(), frame["stop"])
    alive = last_step.isna() | (last_step + SETTLED >= since)
    fits = (frame["lead"] == partner) & (frame["proposed"] <= day) & alive
    if municipalities:
        fits &= np.array([codes[:6] in municipalities for codes in registers.municipalities], dtype=bool)
    return np.flatnonzero(fits.to_numpy()).astype(np.int64)


def _until(dates: pd.Series, day: pd.Timestamp) -> pd.Series:
    """Dates that are known on the day; later ones empty."""
    return dates.where(dates <= day)


def _project_sheet(registers: Registers, rows: IntArray, day: pd.Timestamp) -> pd.DataFrame:
    """Sheet ``projecten``."""
    frame, dates = registers.projects.frame.iloc[rows], registers.dates.iloc[rows]
    decided = frame["extended_until"].notna() & (frame["planned_end"] - pd.Timedelta(days=21) <= day)
    ended = dates["S21"].where(frame["fate"].isin([FATES.normal, FATES.stopped]))
    never = frame["fate"].isin([FATES.rejected, FATES.dpia])
    out = {
        "projectcode": frame["code"],
        "titel": frame["title"],
        "projecttype": frame["kind"],
        "verantwoordelijke_partner": frame["lead"],
        "projectleider_organisatie": frame["lead"].map(lambda lead: "Gemeente" if lead == "GEM" else lead),
        "projectleider_functie": [ROLES[row % len(ROLES)] for row in rows],
        "convenantversie": COVENANT,
        "deelnemende_partners": frame["partners"].map(", ".join),
        "gemeentecodes": [registers.municipalities[row] for row in rows],
        "status": [status_on(day, frame.loc[row], dates.loc[row]) for row in rows],
        "start_gepland": frame["planned_start"],
        "start": _until(dates["S13"], day).where(~never),
        "einde_gepland": frame["planned_end"],
        "einde": _until(ended, day),
        "verlenging_tot": frame["extended_until"].where(decided),
        "verlenging_reden": frame["extension_reason"].where(decided),
        "doel_vooraf": np.where(frame["has_goal"], "ja", "nee"),
        "aanleiding": frame["reason"].where(rows % 9 != 4),
        "dpia_datum": _until(dates["S06"], day),
        "collegebesluit_datum": _until(dates["S04"], day),
    }
    return pd.DataFrame(out)


def _note(fate: str, step: str, stop: pd.Timestamp, reason: str, day: pd.Timestamp) -> str | None:
    """Remark beside a step that explains a stop."""
    if pd.isna(stop) or stop > day:
        return None
    if fate == FATES.dpia and step == "S06":
        return "Partners konden niet instemmen met de DPIA; het project is gestopt voordat gegevens werden vergeleken."
    if fate == FATES.stopped and step == "S21":
        return f"Voortijdig gestopt. {reason}"
    if fate == FATES.suspended and step == "S18":
        return "Opgeschort tot de partners opnieuw afspraken hebben gemaakt over de werkwijze."
    return None


def _step_sheet(registers: Registers, rows: IntArray, day: pd.Timestamp) -> pd.DataFrame:
    """Sheet ``stappen``."""
    steps = registers.projects.steps[registers.projects.steps["project"].isin(rows)]
    frame = registers.projects.frame.iloc[steps["project"]]
    columns = (frame["fate"], steps["step"], frame["stop"], frame["stop_reason"])
    actual = _until(steps["actual"], day)
    document = steps["step"].map(DOCUMENTS).where(actual.notna() & (steps["project"] % 5 != 3))
    notes = [_note(fate, step, stop, why, day) for fate, step, stop, why in zip(*columns, strict=True)]
    return pd.DataFrame(
        {
            "projectcode": frame["code"].to_numpy(),
            "stap": steps["step"].to_numpy(),
            "gepland": steps["planned"].to_numpy(),
            "gerealiseerd": actual.to_numpy(),
            "format": document.to_numpy(),
            "vastgesteld_op": _until(actual + ADOPTED, day).where(document.notna()).to_numpy(),
            "toelichting": pd.Series(notes, dtype="object"),
        }
    )


def _area_sheet(registers: Registers, rows: IntArray) -> pd.DataFrame:
    """Sheet ``projectgebieden``; companies only where the project looks at them, or by chance of habit."""
    areas = registers.projects.areas[registers.projects.areas["project"].isin(rows)]
    frame = registers.projects.frame.iloc[areas["project"]]
    counted = frame["kind"].isin(COMPANY_KINDS).to_numpy() | (areas["project"] % 3 == 0).to_numpy()
    return pd.DataFrame(
        {
            "projectcode": frame["code"].to_numpy(),
            "gebiedcode": areas["code"].to_numpy(),
            "gebiedjaar": frame["area_year"].to_numpy(),
            "adressen_in_gebied": areas["addresses"].to_numpy(),
            "bedrijven_in_gebied": areas["companies"].where(counted).to_numpy(),
        }
    )


def tabulate_registers(registers: Registers, rows: IntArray, day: pd.Timestamp) -> dict[str, pd.DataFrame]:
    """Sheets projecten, projectgebieden, stappen, doelen, borging and lessen for some projects on a day."""
    goals, sustainment = registers.goals, registers.sustainment
    known = sustainment["project"].isin(rows) & (sustainment["known"] <= day)
    learnt = registers.lessons["project"].isin(rows) & (registers.lessons["known"] <= day)
    goals_set = goals["project"].isin(rows) & (goals["vastgesteld_op"] <= day)
    return {
        "projecten": _project_sheet(registers, rows, day),
        "projectgebieden": _area_sheet(registers, rows),
        "stappen": _step_sheet(registers, rows, day),
        "doelen": goals[goals_set].drop(columns="project"),
        "borging": sustainment[known].drop(columns=["project", "known"]),
        "lessen": registers.lessons[learnt].drop(columns=["project", "known"]),
    }
