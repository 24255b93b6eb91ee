"""One project whose every text is full of signs that some program would read: it shows that they are shown as they are.

It has no chance in it and no results, so that the rest of the sample stays as it is, byte for byte.
"""

from __future__ import annotations

import pandas as pd

from dashboard.tools.sample.timeline import STEPS

CODE = "LSI-2024-900"
N_AREAS = 3
TITLE = "Proefproject met vreemde tekens: www.example.org :material/delete: -> **vet** <b>b</b> $x^2$"
REASON = (
    "Vreemde tekens als proef: [klik](https://voorbeeld.example/a_b) ![plaatje](https://voorbeeld.example/p.png) "
    '<img src="x" onerror="alert(1)"> <script>alert(1)</script> :red[rood] :smile: >= <= <-> -- ~~door~~ `code` | cel | &amp;'
)
EXTENSION = (
    "# Vreemde kop: :blue-background[x] :orange-badge[y] <a href='https://voorbeeld.example'>link</a> -> $$y$$ * punt"
)
OWNER = "Vreemde & <i>organisatie</i> www.example.org"
ROLE = "+Vreemde *functie* :material/person: ->"
PLACE = "@vreemd [plan](https://voorbeeld.example)"
# Direction marks and a control sign are in it as well; they are left out wherever it is shown.
EVIDENCE = (
    '=HYPERLINK("https://voorbeeld.example","vreemd") \u202eomgekeerd\u202c \u2066x\u2069 \u200f\x1b[31m _schuin_'
)
AGREEMENTS = (
    "-1+1 vreemde afspraak: **vet** :material/delete: -> https://voorbeeld.example <br> $z$",
    "1. Vreemd woord van 500 tekens: ".ljust(500, "x"),
)
COVENANT = "Vreemd ~~convenant~~ <u>2017</u> :red[x]"
LESSONS = (
    (
        "samenwerking",
        "Vreemd **goed**: [lees](https://voorbeeld.example) :material/thumb_up:",
        "- vreemd <br> minder $x$",
        "ja",
    ),
    ("bewoners", "=vreemd @iets ~~door~~", "`vreemd` | cel | -- >=", "nee"),
)
NOTES = {
    "S01": "- vreemde lijst :+1: <- --",
    "S05": "> vreemd citaat ftp://voorbeeld.example mailto:niemand :streamlit:",
    "S13": "| vreemde | tabel | {x} %{y} \\(z\\) \\\\",
    "S20": "vreemd" + "ï" * 494,
    "S21": "===\n--- vreemde regel\n\n# kop &lt;b&gt; :rainbow[x] :small[y]",
}
FIRST, OPEN = pd.Timestamp("2024-01-08"), ("S22", "S24", "S27", "S28")
EVERY = pd.Timedelta(days=19)  # between two steps


def add_strange(sheets: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The sheets of a gemeente's delivery with the strange project at the end of them.

    Args:
        sheets: as ``fill_deliveries`` gives them; buurten are those of its context figures.
    """
    taken = set(sheets["projectgebieden"]["gebiedcode"]) if "projectgebieden" in sheets else set()
    neighbourhoods = sorted({code for code in sheets["contextcijfers"]["gebiedcode"] if code not in taken})
    municipality = neighbourhoods[-1][2:6]
    areas = [code for code in neighbourhoods if code[2:6] == municipality][-N_AREAS:]
    strange = {
        "projecten": _project(municipality),
        "projectgebieden": _areas(areas),
        "stappen": _steps(),
        "borging": _agreements(),
        "lessen": _lessons(),
    }
    return sheets | {
        name: pd.concat([sheets[name], rows], ignore_index=True) if name in sheets else rows
        for name, rows in strange.items()
    }


def _day(step: str) -> pd.Timestamp:
    return FIRST + EVERY * STEPS.index(step)


def _project(municipality: str) -> pd.DataFrame:
    row = {
        "projectcode": CODE,
        "titel": TITLE,
        "projecttype": "wijkgericht",
        "verantwoordelijke_partner": "GEM",
        "projectleider_organisatie": OWNER,
        "projectleider_functie": ROLE,
        "convenantversie": COVENANT,
        "deelnemende_partners": "GEM, UWV",
        "gemeentecodes": f"GM{municipality}",
        "status": "in_borging",
        "start_gepland": _day("S13"),
        "start": _day("S13"),
        "einde_gepland": _day("S20"),
        "einde": _day("S21"),
        "verlenging_tot": _day("S21"),
        "verlenging_reden": EXTENSION,
        "doel_vooraf": "nee",
        "aanleiding": REASON,
        "dpia_datum": _day("S06"),
        "collegebesluit_datum": _day("S04"),
    }
    return pd.DataFrame([row])


def _areas(codes: list[str]) -> pd.DataFrame:
    size = {"gebiedjaar": 2024, "adressen_in_gebied": 500, "bedrijven_in_gebied": None}
    return pd.DataFrame([{"projectcode": CODE, "gebiedcode": code} | size for code in codes])


def _steps() -> pd.DataFrame:
    rows = [
        {
            "projectcode": CODE,
            "stap": step,
            "gepland": _day(step),
            "gerealiseerd": None if step in OPEN else _day(step),
            "toelichting": NOTES.get(step),
        }
        for step in STEPS
    ]
    return pd.DataFrame(rows).astype({"gerealiseerd": "datetime64[s]"})


def _agreements() -> pd.DataFrame:
    rows = [
        {
            "projectcode": CODE,
            "afspraakcode": f"A{at:02d}",
            "afspraak": text,
            "eigenaar_organisatie": OWNER,
            "eigenaar_functie": ROLE,
            "verankerd_in": PLACE,
            "status": "werkend",
            "termijn": _day("S25"),
            "meetmoment": months,
            "maatstaf": "brp_wijzigingen",
            "waarde": value,
            "bewijs": EVIDENCE,
        }
        for at, text in enumerate(AGREEMENTS, start=1)
        for months, value in ((0, 60), (6, 55))
    ]
    return pd.DataFrame(rows)


def _lessons() -> pd.DataFrame:
    names = ("thema", "wat_werkte", "wat_werkte_niet", "zou_weer_doen")
    return pd.DataFrame([{"projectcode": CODE} | dict(zip(names, lesson, strict=True)) for lesson in LESSONS])
