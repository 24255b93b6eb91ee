"""What followed from cases, counted: decisions, register, care, objections. Events that later add up to rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard.tools.sample.cases import PARTNERS, SUBJECTS

if TYPE_CHECKING:
    import numpy.typing as npt

    from dashboard.tools.sample.cases import Rates
    from dashboard.tools.sample.places import IntArray
    from dashboard.tools.sample.projects import Projects

EVERYONE = PARTNERS
BENEFITS = ("GEM", "UWV", "SVB")


@dataclass(frozen=True)
class Outcome:
    """A measure that follows from a share of the cases.

    Attributes:
        measure: delivered code.
        after: column of the cases that must be true.
        share: lowest and highest chance; each project draws its own in between.
        partners: who reports it.
        subjects: what it must be about.
        lag: months after the examination, from and to.
        within: nested measure and its chances, counted in the same month.
    """

    measure: str
    after: str
    share: tuple[float, float]
    partners: tuple[str, ...] = EVERYONE
    subjects: tuple[str, ...] = SUBJECTS
    lag: tuple[int, int] = (0, 0)
    within: tuple[str, float, float] | None = None


OUTCOMES = (
    Outcome("uitkeringen_beeindigd", "irregular", (0.08, 0.25), BENEFITS, ("uitkering",), (0, 2)),
    Outcome("uitkeringen_aangepast", "irregular", (0.15, 0.40), BENEFITS, ("uitkering",), (0, 2)),
    Outcome("toeslagen_gewijzigd", "irregular", (0.4, 0.8), ("DTO",), ("toeslag",), (0, 4)),
    Outcome(
        "brp_adresonderzoeken",
        "irregular",
        (0.7, 0.95),
        ("GEM",),
        ("adres_brp",),
        (0, 1),
        ("brp_wijzigingen", 0.5, 0.9),
    ),
    Outcome("waarschuwingen", "irregular", (0.08, 0.25), lag=(0, 2)),
    Outcome("boetes", "irregular", (0.06, 0.2), ("GEM", "UWV", "SVB", "BD", "NLA"), SUBJECTS[:4], (1, 5)),
    Outcome("lasten", "irregular", (0.15, 0.35), ("GEM",), ("wonen",), (1, 4)),
    Outcome("processen_verbaal", "irregular", (0.1, 0.3), ("POL", "OM", "NLA"), lag=(0, 3)),
    Outcome("overtredingen_arbeidswetten", "irregular", (0.5, 0.9), ("NLA",), ("arbeidswet",), (0, 3)),
    Outcome("zorgmeldingen", "visited", (0.05, 0.12), ("GEM", "POL"), within=("zorgmeldingen_opgevolgd", 0.6, 0.9)),
    Outcome("niet_gebruik_opgelost", "examined", (0.005, 0.03), ("GEM", "DTO"), lag=(1, 5)),
    Outcome("woningen_vrijgekomen", "irregular", (0.05, 0.2), ("GEM",), ("wonen",), (2, 8)),
    Outcome("adressen_meerdere_partners", "irregular", (0.05, 0.18), ("GEM",)),
    Outcome("bezwaren", "irregular", (0.02, 0.07), PARTNERS[:6], lag=(2, 9), within=("bezwaren_gegrond", 0.1, 0.35)),
    Outcome("klachten", "examined", (0.0, 0.01), lag=(0, 2)),
    Outcome("inzageverzoeken", "examined", (0.001, 0.01), lag=(0, 6)),
    Outcome("datalekken", "examined", (0.0, 0.0006)),
)
COUNTED = ("area", "partner", "subject", "month")
EVENT_COLUMNS = [*COUNTED, "measure", "value"]


def make_events(
    rows: pd.DataFrame, measure: str, month: IntArray, value: float | npt.NDArray[np.floating[Any]] = 1.0
) -> pd.DataFrame:
    """Events of one measure from rows of cases: area, partner, subject, month, measure, value."""
    events = rows[["area", "partner", "subject"]].copy()
    events["month"], events["measure"], events["value"] = month, measure, value
    return events[EVENT_COLUMNS]


def _funnel(cases: pd.DataFrame) -> list[pd.DataFrame]:
    """Selected, examined, irregular, referred, visited, refused."""
    out = []
    for column, home, firm in (
        ("examined", "onderzochte_adressen", "onderzochte_bedrijven"),
        ("irregular", "adressen_met_onregelmatigheid", "bedrijven_met_onregelmatigheid"),
        ("referred", "adressen_doorgeleid", "bedrijven_doorgeleid"),
        ("visited", "huisbezoeken", ""),
        ("refused", "huisbezoeken_geweigerd", ""),
    ):
        for company, measure in ((False, home), (True, firm)):
            rows = cases[cases[column] & (cases["company"] == company)]
            out.append(make_events(rows, measure, rows["month"].to_numpy()))
    for company, measure in ((False, "geselecteerde_adressen"), (True, "geselecteerde_bedrijven")):
        rows = cases[cases["company"] == company]
        out.append(make_events(rows, measure, rows["selected_month"].to_numpy()))
    return out


def _signals(rng: np.random.Generator, cases: pd.DataFrame) -> pd.DataFrame:
    """Signals behind the selection: one or more per selected case, a month or so earlier."""
    month = cases["selected_month"].to_numpy() - rng.integers(0, 2, len(cases))
    return make_events(cases, "signalen", month, 1.0 + rng.poisson(0.4, len(cases)))


def _compared(rng: np.random.Generator, projects: Projects, rates: Rates) -> pd.DataFrame:
    """People compared, once per project and area, by the lead partner."""
    areas = projects.areas.reset_index(names="area")
    areas = areas[rates.selected[areas["project"]] > 0]
    lead = projects.frame["lead"].map(PARTNERS.index)
    rows = areas.assign(partner=lead.to_numpy()[areas["project"]], subject=SUBJECTS.index("overig"))
    people = np.round(rows["addresses"].to_numpy() * rng.uniform(1.8, 2.3, len(rows)))
    return make_events(rows, "personen_vergeleken", rates.first[rows["project"]] - 1, people)


def draw_outcomes(
    rng: np.random.Generator, projects: Projects, rates: Rates, cases: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Count events of all measures, and the cases behind each outcome with their month (``event_month``)."""
    out = [*_funnel(cases), _signals(rng, cases), _compared(rng, projects, rates)]
    behind: dict[str, pd.DataFrame] = {}
    number = len(projects.frame)
    for outcome in OUTCOMES:
        fits = cases[cases[outcome.after] & cases["partner"].isin([PARTNERS.index(p) for p in outcome.partners])]
        fits = fits[fits["subject"].isin([SUBJECTS.index(s) for s in outcome.subjects])]
        share = rng.uniform(*outcome.share, number)
        rows = fits[rng.random(len(fits)) < share[fits["project"]]]
        month = rows["month"].to_numpy() + rng.integers(outcome.lag[0], outcome.lag[1] + 1, len(rows))
        behind[outcome.measure] = rows.assign(event_month=month)
        out.append(make_events(rows, outcome.measure, month))
        if outcome.within:
            inner = rng.random(len(rows)) < rng.uniform(*outcome.within[1:], number)[rows["project"]]
            out.append(make_events(rows[inner], outcome.within[0], month[inner]))
    return pd.concat(out, ignore_index=True), behind
