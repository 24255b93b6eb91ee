"""The first HTML of a page: its name, language and a first look before any script ran, and what the browser should fetch early.

Streamlit's own is called "Streamlit", says nothing until half a megabyte of scripts has come, and fetches a letter that we do not
use. Everything of ours that stands in it is named here.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from dashboard import text
from dashboard.assets import BASIC, FOLDER, LETTERS, asset, begin_script
from dashboard.charts.palette import palette
from dashboard.settings import PACKAGE
from dashboard.text import say
from dashboard.ui import streamlit_words
from dashboard.ui.navigation import SIDEBAR
from dashboard.ui.paper import for_paper
from dashboard.ui.reach import for_reach

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGE_TAG = re.compile(r'<html lang="[^"]*"')
NAME = re.compile(r"<title>.*?</title>")
ICON = re.compile(r'<link rel="shortcut icon"[^>]*>')
UNUSED_LETTER = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>', re.DOTALL)
NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
END_OF_HEAD = "</head>"
ROOT = '<div id="root"></div>'
# What Streamlit fetches only when a first element of a kind comes; nearly every page has these.
ON_EVERY_PAGE = (
    "BidiComponent",
    "Selectbox",
    "ButtonGroup",
    "Button",
    "PageLink",
    "MenuButton",
    "DownloadButton",
    "Checkbox",
)
# What else a page opens with.
TILES, MAP = "Metric", "DeckGlJsonChart"
MORE = {"overview": (TILES,), "project": (TILES, MAP), "area_map": (MAP,)}
WITH_FIGURES = frozenset({"overview", "story", "projects", "partners", "compare", "effect", "sustainment"})


def written(page: str, language: str, room: str) -> str:
    """Streamlit's first HTML as ours.

    Args:
        page: its HTML.
        language: of the page.
        room: whose page it is; empty for none of those of the viewers.
    """
    text.use(language)
    title = say(f"{room}.title") if room else say("frame.product")
    window = say("frame.window_title", page=title) if room else title
    replaced = (
        (LANGUAGE_TAG, f'<html lang="{language}"'),
        (NAME, f"<title>{escape(window)}</title>"),
        (ICON, f'<link rel="shortcut icon" href="./{asset("icon.png")}">'),
        (UNUSED_LETTER, ""),
        (NO_SCRIPT, ""),
    )
    for pattern, ours in replaced:
        page = pattern.sub(ours.replace("\\", r"\\"), page, count=1)
    page = page.replace(END_OF_HEAD, _head(room) + END_OF_HEAD, 1)
    return page.replace(ROOT, ROOT.replace("></", f">{_first(title)}</"), 1)


def _first(title: str) -> str:
    """What is seen until the page is there."""
    colours = {
        f"{theme}_{name}": getattr(palette(theme), field)
        for theme in ("light", "dark")
        for name, field in (("text", "text"), ("ground", "background"), ("surface", "surface"))
    }
    words = {
        "product": say("frame.product"),
        "title": title,
        "busy": say("frame.coming"),
        "no_script": say("frame.no_script"),
    }
    shown = {name: escape(word) for name, word in words.items()}
    template = Template((PACKAGE / "app" / "first.html").read_text(encoding="utf-8"))
    return template.substitute(shown | colours, sidebar=SIDEBAR)


@cache
def _head(room: str) -> str:
    """What the head names of ours."""
    early = [
        f'<link rel="preload" href="./{FOLDER}/{name}" as="font" type="font/woff2" crossorigin>' for name in LETTERS
    ]
    if room in WITH_FIGURES:
        early += [
            f'<link rel="preload" href="./{asset(BASIC)}" as="script">',
            f'<link rel="modulepreload" href="./{asset("chart.js")}">',
        ]
    early += [f'<link rel="modulepreload" crossorigin href="./{file}">' for file in _scripts(room)]
    ours = for_paper() + for_reach() + streamlit_words.script()
    return "".join([f"<script>{begin_script()}</script>", *early, ours])


def _scripts(room: str) -> Iterable[str]:
    """Streamlit's scripts of the elements that a page surely has, with all they need, but for those its HTML names itself."""
    theirs = files("streamlit").joinpath("static")
    known = json.loads(theirs.joinpath("manifest.json").read_text(encoding="utf-8"))
    named = theirs.joinpath("index.html").read_text(encoding="utf-8")
    wanted = {f"/{name}.tsx" for name in (*ON_EVERY_PAGE, *MORE.get(room, ()))} if room else set()
    found: dict[str, None] = {}
    ahead = [key for key in known if any(key.endswith(end) for end in wanted)]
    while ahead:
        entry = known[ahead.pop(0)]
        if entry["file"] not in found and entry["file"] not in named:
            found[entry["file"]] = None
            ahead += entry.get("imports", [])
    return [file for file in found if file.endswith(".js")]
