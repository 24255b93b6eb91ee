"""A report with one of everything, a painter of pictures, and what opens a file in LibreOffice."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from datetime import UTC, date, datetime

import pandas as pd
import pytest
from PIL import Image

from dashboard.documents.report import Field, Panel, Part, Report, Text

BLUE, PALE, DARK = "#1f5c99", "rgba(31,92,153,0.2)", "#1b2733"
LONG_WORD = "a" * 500
HOSTILE = "=1+1 {{ 7*7 }} <b>vet</b> & \u202eomgekeerd\x07\ufffe _x0041_"
SHOWN = "=1+1 {{ 7*7 }} <b>vet</b> & omgekeerd _x0041_"
MADE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LINK = "https://dashboard.voorbeeld.nl/?area=GM9001&period=2019-2026"
SOURCE = "Bron: LSI-release 3fa2b1c4d5, 23 november 2026, beveiligd volgens LSI-standaard 2.0"
NOTHING = pd.DataFrame()


def bars():
    """Amounts with their whiskers; one has none for want of files, one goes to the other side."""
    names = ["Vastgesteld", "Geïnd", "Nabetaling"]
    values = {"Vastgesteld": (9_000.0, 11_000.0), "Nabetaling": (-3_000.0, -1_000.0)}
    return {
        "data": [
            {"type": "bar", "orientation": "h", "y": names, "x": [10_000.0, 0.0, -2_000.0], "marker": {"color": BLUE}},
            *(
                {"type": "scatter", "mode": "lines+markers", "x": list(ends), "y": [name] * 2, "line": {"color": DARK}}
                for name, ends in values.items()
            ),
        ],
        "layout": {
            "barmode": "overlay",
            "height": 330,
            "xaxis": {"range": [-3_000.0, 20_000.0], "showticklabels": False},
            "yaxis": {"autorange": "reversed"},
            "annotations": [
                {"x": 11_000.0, "y": "Vastgesteld", "text": "\xa0€\xa010.000 ± 10%"},
                {"x": 0.0, "y": "Geïnd", "text": "te weinig dossiers"},
                {"x": 0.0, "y": "Nabetaling", "text": "€\xa02.000 ± 50%"},
            ],
        },
    }


def stack():
    """Counts in parts: one solid, one hatched; plotly draws the first name at the bottom."""
    names, form = ["Laatste\xa0", "Eerste\xa0"], {"type": "bar", "orientation": "h"}
    hatch = {"color": "rgba(0,0,0,0)", "pattern": {"shape": "/", "fgcolor": "#5b7083"}}
    return {
        "data": [
            {**form, "name": "Werkt", "y": names, "x": [4, 0], "text": ["4", ""], "marker": {"color": BLUE}},
            {
                **form,
                "name": "Geen meting",
                "y": names,
                "x": [1, 3],
                "text": ["1", "3"],
                "textposition": "none",
                "marker": hatch,
            },
        ],
        "layout": {
            "barmode": "stack",
            "height": 300,
            "showlegend": True,
            "xaxis": {"title": {"text": "Aantal"}, "tickformat": ",d"},
            "yaxis": {"type": "category"},
        },
    }


def trend():
    """A line with its band, of which the last part is not complete; the second quarter is not there."""
    quarters = ["2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"]
    band = {"x": quarters + quarters[::-1], "y": [14.2, 9.9, 24.4, 34.4, 25.6, 15.6, 0.1, 5.8]}
    line = {"type": "scatter", "mode": "lines+markers"}
    return {
        "data": [
            {"type": "scatter", "mode": "none", "fill": "toself", **band},
            {**line, "x": quarters[:3], "y": [10.0, None, 20.0], "line": {"color": BLUE, "dash": "solid"}},
            {**line, "x": quarters[2:], "y": [20.0, 30.0], "line": {"color": "rgba(31,92,153,0.45)", "dash": "dot"}},
        ],
        "layout": {
            "height": 340,
            "xaxis": {"type": "date"},
            "yaxis": {"rangemode": "tozero", "tickformat": ",.0f"},
            "shapes": [{"type": "line", "xref": "x", "yref": "paper", "x0": "2025-05-19", "x1": "2025-05-19"}],
            "annotations": [
                {"x": "2025-05-19", "y": 1, "xref": "x", "yref": "paper", "text": "1", "hovertext": "Kamerbrief"}
            ],
        },
    }


def flow():
    """What no office program draws."""
    nodes = {"label": ["Van", "Naar"]}
    return {
        "data": [{"type": "sankey", "node": nodes, "link": {"source": [0], "target": [1], "value": [5]}}],
        "layout": {"height": 420},
    }


def panel(key, figure, numbers, title="", table=NOTHING):
    """A panel with everything that belongs to it."""
    return Panel(
        key=key,
        title=title or f"Figuur van {key}",
        sentence=f"Zin bij {key}: circa 10.",
        figure=figure,
        table=table,
        numbers=numbers,
        definition="Definitie van de maatstaf.",
        reading="Van links naar rechts.",
        caveat="Geldt alleen voor geselecteerde adressen.",
        source=f"{SOURCE}; 7 van 9 bronnen.",
        link=LINK,
        filters=(("Mijn gebied", "Nieuw-Oosterdijk"),),
    )


AMOUNTS = pd.DataFrame(
    {
        "Soort": ["Vastgesteld", "Geïnd", HOSTILE],
        "Bedrag (€)": [10_000.0, None, -2_000.0],
        "Marge (%)": pd.array([10, None, 50], dtype="Int64"),
        "Dag": [date(2025, 3, 1), None, date(2025, 4, 1)],
        "Voorlopig": [True, False, False],
        "Reden": ["", "te weinig dossiers", LONG_WORD],
    }
)
MANY = pd.DataFrame({"Gebied": [f"Buurt {at}" for at in range(40)], "Aantal": [f"circa {at * 5}" for at in range(40)]})
QUARTERS = pd.DataFrame([["UWV", *(f"{at}" for at in range(20))]], columns=["Bron", *(f"K{at}" for at in range(20))])


def office_report(language="nl"):
    """A report with a panel of every kind, hostile words, and fields to fill in."""
    results = (
        Text("Eerste alinea.\nTweede alinea."),
        panel("bedragen", bars(), AMOUNTS, table=AMOUNTS.astype(str)),
        panel("afspraken", stack(), pd.DataFrame({"Soort": ["Eerste", "Laatste"], "Werkt": [0, 4]})),
        panel("reeks", trend(), pd.DataFrame({"Jaar": [2025, 2026], "Aantal": [1_234, 5.5]})),
        panel("stromen", flow(), pd.DataFrame({"Van": ["Van"], "Aantal": [5]})),
        panel("lijst", None, MANY, table=MANY, title=HOSTILE),
        panel("leeg", None, MANY.head(0), table=QUARTERS, title=LONG_WORD),
    )
    fields = Field("Lessen", "Wat werkte, en wat niet?"), Field(HOSTILE, HOSTILE)
    return Report(
        name="overzicht",
        title="Resultaten in Nieuw-Oosterdijk",
        subtitle="Nieuw-Oosterdijk, 2019 t/m september 2026",
        language=language,
        marking="Intern LSI",
        release="3fa2b1c4d5",
        source=SOURCE,
        made_at=MADE,
        link=LINK,
        filters=(("Periode", "2019-01 / 2026-09"),),
        parts=(Part("Resultaten", results), Part("Evaluatie", fields)),
        notes=("Aantallen zijn afgerond.", HOSTILE),
    )


class Painter:
    """Makes pictures of nothing in the size that was asked for, and keeps what was asked."""

    def __init__(self):
        self.asked = []

    def png(self, figure, width, height, scale):
        """A white picture."""
        self.asked.append((figure["data"][0]["type"], width, height))
        made = io.BytesIO()
        Image.new("RGB", (round(width * scale / 10), round(height * scale / 10)), "white").save(made, "PNG")
        return made.getvalue()


def pages(content, name, folder):
    """The file as LibreOffice reads it, as the texts of its pages; skipped where there is no LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=180, check=True, env=os.environ | {"LANG": "C.UTF-8"}
    )
    assert "error" not in done.stderr.lower()
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader((folder / name).with_suffix(".pdf")).pages]
