"""Sheets ``borging`` and ``doelen``: agreements that should make results last, and goals set beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from dashboard.tools.sample.coast import FloatArray
    from dashboard.tools.sample.projects import Projects

AGREEMENTS = (
    ("Maandelijks overleg tussen team BRP en wijkteam over adressen met een open vraag.", "Gemeente", "Teamleider Burgerzaken", "werkproces"),
    ("Nieuwe inschrijvingen op hetzelfde adres worden binnen vier weken nagelopen.", "Gemeente", "Coördinator adreskwaliteit", "werkproces"),
    ("Meldpunt woonoverlast blijft open en koppelt terug aan melders.", "Gemeente", "Manager Wonen", "beleidsplan"),
    ("Woningcorporatie en gemeente lopen twee keer per jaar samen door de wijk.", "Woningcorporatie", "Gebiedsbeheerder", "convenant"),
    ("Zorgmeldingen krijgen binnen tien werkdagen een reactie van het sociaal team.", "Gemeente", "Teamleider Sociaal team", "werkproces"),
    ("Vast contactpunt voor onderlinge vragen over adressen.", "UWV", "Regiocoördinator handhaving", "convenant"),
    ("Controle op kamerverhuur is opgenomen in het jaarprogramma.", "Gemeente", "Afdelingshoofd Vergunningen en toezicht", "jaarprogramma"),
    ("Werkgevers in het gebied krijgen jaarlijks voorlichting over goed werkgeverschap.", "Nederlandse Arbeidsinspectie", "Regiomanager", "jaarprogramma"),
    ("Inwoners krijgen uitleg over toeslagen en bijzondere bijstand in het buurthuis.", "Gemeente", "Beleidsadviseur Werk en inkomen", "beleidsplan"),
    ("Integraal handhaven krijgt vaste uren in de begroting.", "Gemeente", "Concerncontroller", "begroting"),
    ("Recreatieparken rapporteren elk halfjaar over permanente bewoning.", "Recreatieschap", "Directiesecretaris", "convenant"),
    ("Nieuwe signalen worden eerst met een gesprek opgepakt.", "Gemeente", "Teamleider Handhaving", "werkproces"),
)  # fmt: skip
MOMENTS = ((0, "S25"), (6, "S26"), (12, "S27"), (24, "S28"))
STATES = ("niet_gestart", "in_voorbereiding", "belegd", "werkend", "gestopt")
MEASURED = ("context_brp_adresonderzoeken", "brp_wijzigingen", "zorgmeldingen_opgevolgd", "woningen_vrijgekomen")
EVIDENCE = (
    "Verslag van het overleg.",
    "Werkinstructie vastgesteld.",
    "Raadsinformatiebrief.",
    "Halfjaarrapportage.",
    "",
)
GOALS = {
    "onderzochte_adressen": (80, 400), "brp_wijzigingen": (10, 60), "zorgmeldingen_opgevolgd": (5, 30),
    "woningen_vrijgekomen": (2, 12), "niet_gebruik_opgelost": (3, 20), "onderzochte_bedrijven": (15, 80),
}  # fmt: skip


def _status(rng: np.random.Generator, moment: int, luck: float) -> str:
    """Status of an agreement after some months; luck is its own chance to work."""
    if moment == 0:
        return str(rng.choice(STATES[:3], p=[0.15, 0.35, 0.5]))
    works = min(0.95, luck * (0.6 + 0.2 * (moment >= 12)))
    rest = 1 - works
    return str(rng.choice(STATES, p=[rest * 0.1, rest * 0.25, rest * 0.45, works, rest * 0.2]))


def _agreement_rows(
    rng: np.random.Generator, code: str, number: int, pick: int, dates: pd.Series
) -> list[tuple[object, ...]]:
    """Rows of one agreement: one per moment that was measured."""
    text, organisation, role, place = AGREEMENTS[pick]
    luck, level = float(rng.beta(4, 2)), float(rng.integers(12, 400))
    measure = str(rng.choice(MEASURED)) if rng.random() < 0.45 else ""
    rows: list[tuple[object, ...]] = []
    for moment, step in MOMENTS:
        day = dates[step] if pd.notna(dates[step]) else dates["S25"] + pd.DateOffset(months=moment)
        if pd.isna(day) or (moment and rng.random() < 0.18):
            continue
        level = max(0.0, round(level * float(rng.uniform(0.75, 1.1))))
        due = dates["S25"] + pd.Timedelta(days=int(rng.integers(60, 300))) if rng.random() > 0.1 else pd.NaT
        value = level if measure else np.nan
        proof = EVIDENCE[int(rng.integers(len(EVIDENCE)))]
        state = _status(rng, moment, luck)
        rows.append(
            (
                code,
                f"A{number:02d}",
                text,
                organisation,
                role,
                place,
                state,
                due,
                str(moment),
                measure,
                value,
                proof,
                day,
            )
        )
    return rows


def draw_sustainment(rng: np.random.Generator, projects: Projects, dates: pd.DataFrame) -> pd.DataFrame:
    """One row per agreement and moment: the contract's columns plus project and known (the day it became known).

    Args:
        rng: source of chance.
        projects: all projects.
        dates: actual dates, projects x step codes.
    """
    rows: list[tuple[object, ...]] = []
    owner: list[int] = []
    for project in np.flatnonzero(dates["S25"].notna().to_numpy()):
        picks = rng.permutation(len(AGREEMENTS))[: int(rng.integers(3, 9))]
        for number, pick in enumerate(picks, start=1):
            made = _agreement_rows(
                rng, str(projects.frame["code"].iloc[project]), number, int(pick), dates.iloc[project]
            )
            rows += made
            owner += [int(project)] * len(made)
    columns = [
        "projectcode", "afspraakcode", "afspraak", "eigenaar_organisatie", "eigenaar_functie", "verankerd_in", "status",
        "termijn", "meetmoment", "maatstaf", "waarde", "bewijs", "known",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(project=np.array(owner, dtype=np.int64))


def _targets(rng: np.random.Generator) -> dict[str, FloatArray]:
    """One to three goals with a round target."""
    chosen = rng.permutation(len(GOALS))[: int(rng.integers(1, 4))]
    names = [list(GOALS)[i] for i in sorted(chosen)]
    return {name: np.round(rng.uniform(*GOALS[name]) / 5 + 0.5) * 5 for name in names}


def draw_goals(rng: np.random.Generator, projects: Projects) -> pd.DataFrame:
    """One row per project and goal: the contract's columns plus project. Set at the proposal."""
    rows = [
        (project, code, measure, target, proposed + pd.Timedelta(days=14))
        for project, (code, has, proposed) in enumerate(
            zip(projects.frame["code"], projects.frame["has_goal"], projects.frame["proposed"], strict=True)
        )
        if has
        for measure, target in _targets(rng).items()
    ]
    return pd.DataFrame(rows, columns=["project", "projectcode", "maatstaf", "doelwaarde", "vastgesteld_op"])
