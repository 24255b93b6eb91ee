"""One small report with everything in it: a figure, a long table, words full of signs, and a field."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from dashboard.documents.report import Field, Panel, Part, Report, Text
from tests.browser.conftest import CHROMIUM

NOTHING = pd.DataFrame()
SOURCE = "LSI-release 2db3344694, 27 november 2026"
LINK = "https://dashboard.example/overzicht?gebied=GM9001"
HOSTILE = '#import "x": * $x^2$ *vet* _schuin_ @naam <a> <b>b</b> `code` \\u{1} // /* {{ 7*7 }} <script>alert(1)</script> \' &amp;'
BAR = {
    "data": [{"type": "bar", "orientation": "h", "x": [40, 25], "y": ["Geïnd €", "<b>Opgelegd</b>"]}],
    "layout": {
        "font": {"family": "IBM Plex Sans, sans-serif", "size": 13},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "height": 240,
    },
}


def panel(key, title, figure=None, table=NOTHING, **more):
    filled = {
        "sentence": "Geïnd: € 40 (± 8 %).",
        "definition": "",
        "reading": "",
        "caveat": "Geïnd is niet alles.",
        "source": f"{SOURCE}; 7 van 9 bronnen.",
        "link": LINK,
        "filters": (("Mijn gebied", "Nieuw-Oosterdijk"),),
    }
    return Panel(key=key, title=title, figure=figure, table=table, numbers=table, **filled | more)


@pytest.fixture(scope="session")
def report() -> Report:
    """Two parts in Dutch."""
    long = pd.DataFrame({"Gebied": [f"Buurt {n}" for n in range(120)], "Aantal": range(120)})
    strange = pd.DataFrame({HOSTILE: [HOSTILE, "x" * 500, "😀 \u202eomgekeerd\u202c\x1b"], "n": [1, None, 3]})
    return Report(
        name="lsi_overzicht",
        title="Resultaten van LSI-projecten",
        subtitle="Nieuw-Oosterdijk, 2019 t/m september 2026",
        language="nl",
        marking="Intern LSI",
        release="2db3344694",
        source=SOURCE,
        made_at=datetime(2026, 11, 27, 9, tzinfo=UTC),
        link=LINK,
        filters=(("Mijn gebied", "Nieuw-Oosterdijk"),),
        parts=(
            Part("Geld", (Text("Eerste alinea.\nTweede alinea."), panel("ladder", "Hoe zeker is elke euro?", BAR))),
            Part(
                "Vreemd " + HOSTILE,
                (
                    panel("where", "Waar is gewerkt", table=long, finding="Meest gewerkt in Oost"),
                    panel("strange", "y" * 500, table=strange, filters=(("Periode", "2019"),)),
                    Field("Wat werkte?", "Noem één ding."),
                ),
            ),
        ),
        notes=("Aantallen zijn afgerond op veelvouden van 5.",),
    )


@pytest.fixture(scope="session")
def pictures():
    """A browser that draws, for all tests of one worker."""
    from dashboard.documents.pictures import Pictures

    with Pictures(Path(CHROMIUM)) as drawing:
        yield drawing
