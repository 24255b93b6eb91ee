"""Sheet ``lessen``: what a project passes on to others once it has been evaluated. Every text is made up."""

from __future__ import annotations

import numpy as np
import pandas as pd

THEMES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "voorbereiding": (
        ("Een verkenning met wijkteam en handhaving vooraf gaf een klein en helder gebied.", "", "ja"),
        ("", "De nulmeting kwam pas na de start; daardoor is het effect niet goed te bepalen.", "nee"),
    ),
    "samenwerking": (
        ("Een vast overleg van alle partners per twee weken hield de zaken in beweging.", "", "ja"),
        ("Een contactpersoon per partner, met een vervanger.", "Wisselingen halverwege kostten twee maanden.", "ja"),
    ),
    "gegevens_en_privacy": (
        ("De DPIA is vóór het projectvoorstel besproken met de functionaris gegevensbescherming.", "", "ja"),
        ("Bestanden zijn na de vergelijking meteen vernietigd.", "De vernietiging is pas laat vastgelegd.", "ja"),
    ),
    "selectie": (
        ("Weging door twee mensen van verschillende partners gaf minder vergeefse bezoeken.", "", "ja"),
        ("", "Oude adresgegevens leidden tot bezoeken aan woningen die al leeg stonden.", "nee"),
    ),
    "uitvoering": (
        ("Bezoeken met toestemming en een folder in vier talen.", "Avondbezoeken leverden weinig op.", "ja"),
        ("Een gezamenlijke actiedag per kwartaal.", "Te veel adressen op een dag: verslagen bleven liggen.", "nee"),
    ),
    "bewoners": (
        ("Een brief vooraf en een inloopavond namen veel onrust weg.", "", "ja"),
        ("Hulp bij schulden is bij het bezoek meteen aangeboden.", "De terugkoppeling aan de wijk bleef uit.", "ja"),
    ),
    "borging": (
        ("Afspraken zijn voor het einde van het project in het werkplan van de afdeling gezet.", "", "ja"),
        ("", "Zonder vaste eigenaar zakte de controle na een half jaar weg.", "nee"),
    ),
}
PER_PROJECT = 3


def draw_lessons(dates: pd.DataFrame, codes: pd.Series) -> pd.DataFrame:
    """Three lessons of each project that was evaluated; no chance in it, so that the rest of a sample stays as it is.

    Args:
        dates: actual dates, projects x step codes.
        codes: project codes.

    Returns:
        The contract's columns plus project (position) and known (day of the evaluation).
    """
    rows = []
    themes = list(THEMES)
    for project in np.flatnonzero(dates["S22"].notna().to_numpy()):
        for turn in range(PER_PROJECT):
            theme = themes[(project * PER_PROJECT + turn) % len(themes)]
            worked, did_not, again = THEMES[theme][(project + turn) % 2]
            rows.append((project, dates["S22"].iloc[project], codes.iloc[project], theme, worked, did_not, again))
    names = ["project", "known", "projectcode", "thema", "wat_werkte", "wat_werkte_niet", "zou_weer_doen"]
    return pd.DataFrame(rows, columns=names)
