"""Every page, in both languages: no exception, its source note, no canary."""

from __future__ import annotations

import itertools
import json
import re

import plotly.graph_objects as go
import pytest

from dashboard.addresses import ADDRESSES
from dashboard.text import say, texts
from dashboard.tools.sample import CANARIES
from dashboard.tools.sample.lessons import THEMES
from dashboard.ui.first_html import MAP, MORE, TILES, WITH_FIGURES
from dashboard.ui.terms import held, term
from tests.conftest import figures, zeros

# Not as a part of a longer number, such as the end of an axis.
HOSTILE = "vreemd"  # in every text of the project with strange signs
CANARY = re.compile(r"(?<![\d.,])(" + "|".join(map(str, CANARIES)) + r")(?!\d)")
PAGES = list(ADDRESSES)
SOURCE = re.compile(r"\(https://[^)\s]+\)")
DUTCH = re.compile(r"\b(het|een|voor|niet|gebied|bron)\b", re.IGNORECASE)
# The name of the policy, and what projects delivered.
STAYS_DUTCH = (
    "LSI-standaard",
    *(said for lessons in THEMES.values() for worked, did_not, _ in lessons for said in (worked, did_not) if said),
)


def said(app) -> str:
    """Everything a page says, figures and decks included."""
    parts = [
        str(element.value)
        for kind in ("markdown", "caption", "title", "header", "subheader")
        for element in getattr(app, kind)
    ]
    parts += [frame.value.to_csv() for frame in [*app.dataframe, *app.table]]
    parts += [re.sub(r"\$\$ID-[0-9a-f]+", "", str(element.proto)) for element in app.main if hasattr(element, "proto")]
    return "\n".join(parts)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_ours_and_keeps_its_secrets(page, name, release):
    """One run per page over all years of one gemeente, and all that holds of every page."""
    app = page(name, area="GM9001", period="2019-2026")

    assert not app.exception
    assert not app.error
    assert app.title[0].value == texts("nl")[f"{name}.title"]
    assert any(release.id in caption.value for caption in app.caption), "a page names its source"
    assert any("bestaat niet" in caption.value for caption in app.caption), "the sample says that it does not exist"
    assert not CANARY.findall(said(app))
    assert escaped_of_our_own(app) == []
    assert zeros(prose(app)) == []
    assert unexplained(app) == set()
    # Figures go to the browser unchecked, so they are checked here; an unknown property raises.
    assert all(go.Figure(data=figure["data"], layout=figure["layout"]).data for figure in figures(app))


def prose(app):
    """Every sentence of a page, with what it says on demand and in pictures; without the numbers of key figures and tables."""
    kinds = {"title", "header", "subheader", "markdown", "caption", "info", "warning", "success"}
    every = [(str(getattr(one, "value", "")), one.proto) for one in app.main if one.type in kinds | {"metric"}]
    parts = [part for words, proto in every for part in (words, getattr(proto, "help", ""))]
    return "\n".join(part for part in parts if not re.fullmatch(r"\*\*[^*]+\*\*|\d+", part))


def unexplained(app):
    """Words of the field in headings and text of our own that no help on the page explains."""
    every = [one for one in seen(app.main) if one.type in {"header", "subheader", "markdown", "caption"}]
    ours = [str(one.value) for one in every if "![" not in one.value and "&#" not in one.value]
    used = {code for words in ours for code in held(words)}
    helps = "\n".join(one.proto.help for one in every)
    return {code for code in used if term(code).means not in helps}


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("Lopend: 0; verlengd: **0**. Het besloeg 0 bedrijven. In 0 of 1 share.", 4),
        ("Bij geen van 5; bij 10 bedrijven; 2,0 mln; een getoonde 0 is geen of enkele. Met 95% tussen 0 en 6.", 0),
    ],
)
def test_a_recited_zero_is_seen_and_one_that_tells_something_is_not(words, n):
    assert len(zeros(words)) == n


def seen(block):
    """What stands in a part of a page, without what is for paper alone."""
    for one in block.children.values():
        if not hasattr(one, "children"):
            yield one
        elif "paper_" not in getattr(one.proto, "id", ""):
            yield from seen(one)


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_opens_with_is_fetched_early_and_nothing_else(page, name):
    app = page(name, **({"project": "LSI-2022-001"} if name == "project" else {}))
    kinds = {TILES: app.metric, MAP: app.get("deck_gl_json_chart")}

    assert {kind for kind, shown in kinds.items() if len(shown)} == set(MORE.get(name, ()))
    assert bool(figures(app)) == (name in WITH_FIGURES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_in_english_over_the_whole_programme(page, name, release):
    app = page(name, language="en")

    assert not app.exception
    assert not app.error
    assert app.title[0].value == texts("en")[f"{name}.title"]
    assert any(release.id in caption.value for caption in app.caption)
    assert escaped_of_our_own(app) == []
    assert zeros(prose(app)) == []
    assert [line for line in lines(app) if DUTCH.search(line) and not any(kept in line for kept in STAYS_DUTCH)] == []


def lines(app):
    """Every line of our own that a page can show: text, choices, help, what is folded away and the words of figures.

    Without the addresses of sources, which are in the language of their site.
    """
    every = [str(one.proto) for one in app.main if hasattr(one, "proto") and one.type != "dataframe"]
    parts = [part for part in every if "paper_rows_" not in part]  # the cells of a table, for paper
    parts = [part for part in parts if '"figure"' not in part]  # its marks are cells too
    parts += [str(name) for frame in app.dataframe for name in frame.value.columns]
    parts += [json.dumps(figure["layout"]) for figure in figures(app)]
    return [line for part in parts for line in SOURCE.sub("", part).replace("\\n", "\n").splitlines()]


def escaped_of_our_own(app):
    """Bold type, icons and pictures that went through an f-string would stand on the page as they are written."""
    words = [str(one.value) for kind in ("markdown", "caption", "info") for one in getattr(app, kind)]
    escaped = [one for one in words if re.search(r"&#42;&#42;|&#58;:color\[\](material|gray|small)|&#91;\]\(", one)]
    return [one for one in escaped if HOSTILE not in one]


def test_unknown_codes_are_ignored_with_a_notice(page):
    app = page("overview", area="GM0000", type="onzin", period="1890")

    notices = [caption.value for caption in app.caption if "onbekend" in caption.value]
    assert len(notices) == 3
    assert not app.exception


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("overview", {"measure": "zz", "grain": "zz", "partner": "ZZ"}),
        ("projects", {"state": "zz", "lead": "ZZ", "year": "1900"}),
        ("partners", {"partner": "ZZ", "kind": "zz"}),
        ("area_map", {"area": "GM0000", "measure": "zz", "level": "zz", "beside": "zz"}),
        ("compare", {"type": "zz", "measure": "zz", "against": "zz", "view": "zz"}),
        ("effect", {"project": "ZZ", "measure": "zz", "window": "99"}),
        ("sustainment", {"project": "ZZ", "owner": "zz", "group": "zz"}),
    ],
)
def test_codes_of_a_page_itself_are_told_when_they_are_unknown(page, name, own):
    app = page(name, **own)

    told = " ".join(caption.value for caption in app.caption if "onbekend" in caption.value)
    assert all(f" voor {say(f'key.{key}')} een onbekende waarde" in told for key in own), told
    assert not app.exception


def test_every_key_of_an_address_has_a_name_for_people():
    keys = {name for kind in ADDRESSES.values() for name in kind.names()}

    assert {f"key.{name}" for name in keys} == {name for name in texts("nl") if name.startswith("key.")}


def test_a_link_with_letters_of_before_shows_the_same_screen(page):
    old, new = page("area_map", g="GM9001", m="hit_rate"), page("area_map", area="GM9001", measure="hit_rate")

    assert dict(old.query_params) == dict(new.query_params)
    assert [one.value for one in old.markdown] == [one.value for one in new.markdown]
    assert old.title[0].value == new.title[0].value


def test_a_key_nobody_knows_is_told_once_and_the_rest_holds(page):
    app = page("overview", area="GM9001", utm="mail")
    told = [caption.value for caption in app.caption if "utm" in caption.value]

    assert len(told) == 1
    assert app.selectbox(key="url_area").value == "GM9001"


def test_an_unknown_code_is_shown_as_text_and_never_as_a_link(page):
    notices = [caption.value for caption in page("overview", type="[klik](http://x.nl)").caption]

    assert any("&#91;klik&#93;(" in notice for notice in notices)
    assert not any("[klik](" in notice for notice in notices)


def test_the_frame_goes_into_the_url_and_defaults_leave_it(page):
    app = page("overview")
    app.selectbox(key="url_area").select("GM9002").run()
    chosen = dict(app.query_params)
    app.selectbox(key="url_area").select("alle").run()

    assert chosen["area"] == "GM9002"
    assert "area" not in app.query_params


FILTERS = {"area": {"url_area"}, "period": {"url_period_low", "url_period_high"}, "type": {"url_type"}}
OPEN = [("project", {"project": "LSI-2020-001"}, ())]


@pytest.mark.parametrize(
    ("name", "own", "follows"), [*((name, {}, kind({}).follows) for name, kind in ADDRESSES.items()), *OPEN]
)
def test_a_page_draws_the_filters_it_follows_and_no_other_while_the_keys_travel(page, name, own, follows):
    chosen = {"area": "GM9001", "period": "2023-2024", "type": "sector"}
    app = page(name, **chosen, **own)
    drawn = {box.key for box in app.selectbox} & set().union(*FILTERS.values())

    assert drawn == set().union(*(FILTERS[one] for one in follows))
    assert {key: app.query_params[key] for key in chosen} == chosen
    links = [link.proto.query_string for link in app.get("page_link")]

    assert links
    assert all("period=2023-2024" in link and "type=sector" in link for link in links)


@pytest.mark.parametrize(
    "name", [name for name, kind in ADDRESSES.items() if kind({}).follows != kind({}).filters or len(kind.filters) < 3]
)
def test_a_filter_that_a_page_does_not_follow_changes_nothing_on_it(page, name):
    others = {"area": "GM9002", "period": "2021", "type": "sector"}
    hidden = {key: value for key, value in others.items() if key not in ADDRESSES[name]({}).follows}

    assert words(page(name, **hidden)) == words(page(name))


def words(app):
    """What a page says in text and tables."""
    return [
        str(one.value)
        for kind in ("title", "header", "subheader", "markdown", "caption", "info")
        for one in getattr(app, kind)
    ] + [frame.value.to_csv() for frame in [*app.dataframe, *app.table]]


def test_years_are_put_in_order(page):
    app = page("overview")
    app.selectbox(key="url_period_low").select("2026").run()
    app.selectbox(key="url_period_high").select("2021").run()

    assert app.query_params["period"] == "2021-2026"


def digits(value):
    """Digits behind the point."""
    return len(repr(value).partition(".")[2]) if isinstance(value, float) and value != round(value) else 0


CHARTS = [  # with how many ends of intervals at least
    ("overview", {"measure": "irregular_addresses", "grain": "month"}, 0),
    ("compare", {"area": "GM9001", "view": "dots"}, 4),
    ("compare", {"area": "GM9001", "view": "funnel"}, 0),
    ("compare", {"area": "GM9001", "view": "years"}, 4),
    ("compare", {"area": "GM9001", "view": "periods"}, 0),
    ("compare", {"area": "GM9001", "view": "spine"}, 0),
    ("project", {"project": "LSI-2020-001", "chapter": "overview"}, 0),
    ("project", {"project": "LSI-2020-001", "chapter": "results"}, 4),
    ("sustainment", {}, 4),
    ("effect", {}, 0),
]


@pytest.mark.parametrize(("name", "query", "least"), CHARTS)
def test_no_chart_has_more_digits_than_are_read(page, name, query, least):
    """Percentages and ends of intervals to a tenth, error bars of counts to a whole number."""
    charts = figures(page(name, period="2019-2026", **query))
    told = 0
    for chart, side in itertools.product(charts, ("x", "y")):
        for trace in chart["data"]:
            axis = chart["layout"].get(f"{side}axis{trace.get(side + 'axis', side)[1:]}", {})
            is_percent = str(axis.get("ticksuffix", "")).startswith("%")
            bars = trace.get(f"error_{side}", {})
            ends = [*bars.get("array", []), *bars.get("arrayminus", [])]
            told += len(ends)
            assert all(digits(value) <= is_percent for value in ends)
            assert not is_percent or all(digits(value) <= 1 for value in trace.get(side, []))
    assert told >= least
