"""Whatever one process keeps for everybody is the same for the next one, whoever had it in between."""

from __future__ import annotations

import ast
import importlib
import pickle
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from dashboard.access import VIEWER
from dashboard.answers import Answer, ask, derived, forget_answers
from dashboard.answers.rows import (
    DefinitionsBreaks,
    DefinitionsMeasures,
    EffectAreas,
    EffectMembership,
    EffectSeries,
    EurosTotals,
    MapAgreements,
    MapAreas,
    MapContext,
    MapDrawings,
    MapPeriods,
    MapProjects,
    MapShapes,
    PartnersDeliveries,
    PartnersNames,
    ProjectsList,
    SearchAreas,
    SustainmentAgreements,
)
from dashboard.assets import STATIC
from dashboard.charts.palette import palette
from dashboard.frozen import FrozenDict
from dashboard.shared import FrozenTable, refuse_mutable
from dashboard.store import Release
from dashboard.ui.map.drawing import drawings
from tests.unit.access.test_mapping import PROVIDER, REST

PACKAGE = Path(__file__).parent.parent.parent / "dashboard"
# What only builds releases, makes samples or serves the desk; everything else runs in the process of every viewer.
ELSEWHERE = {"steward", "tools", "desk", "cli"}
LIGHT = palette("light")
YEARS = {"from_month": "2019-01-01", "until_month": "2026-06-01"}
BY_TOWN = {"level": "municipality", "parent": None, "tolerance_m": 400}


def answers(*names, **parameters):
    return lambda release: tuple(ask(name, VIEWER, release, **parameters) for name in names)


def area_counts(release):
    parents = {"parents": ("PV90",)}
    return (
        ask(EffectAreas, VIEWER, release, **parents),
        ask(EffectSeries, VIEWER, release, measure="ctx_reports", **parents),
        ask(EffectMembership, VIEWER, release, **parents),
    )


def agreements(release):
    return ask(SustainmentAgreements, VIEWER, release), ask(DefinitionsMeasures, VIEWER, release)


def prepared_agreements(release):
    from dashboard.ui.agreements import _prepare

    return derived(_prepare, *agreements(release))


def shown(release, measure, form):
    """What a map of gemeenten is asked with, and its areas."""
    from dashboard.ui.map.picture import FigureChoice
    from dashboard.ui.measure import measure_of

    rows = ask(DefinitionsMeasures, VIEWER, release).rows
    chosen = measure_of(next(row for row in rows if row.measure_code == measure))
    choice = FigureChoice(level="municipality", parent=None, measure=chosen, form=form, **YEARS)
    return choice, ask(MapAreas, VIEWER, release, **choice.figures, **choice.period)


def picture(release):
    choice, found = shown(release, "hit_rate", "share")
    return found, ask(MapPeriods, VIEWER, release, **choice.figures, grain="year"), None, choice, release


def two_catalogues(release):
    now = ask(DefinitionsMeasures, VIEWER, release)
    at = now.found.column_names.index("definition_nl")
    other = now.found.set_column(at, "definition_nl", pa.array(["anders"] * now.found.num_rows))
    breaks = ask(DefinitionsBreaks, VIEWER, release)
    return replace(now, found=other), now, breaks, breaks


def changed_picture(release):
    choice, found = shown(release, "examined_addresses", "change")
    earlier = {"from_month": "2021-01-01", "until_month": "2022-12-01"}
    return found, ask(MapAreas, VIEWER, release, **choice.figures, **earlier), choice, release


def paid_picture(release):
    choice, found = shown(release, "eur_recovery_established", "eur")
    totals, provinces = (
        ask(EurosTotals, VIEWER, release, view=view, grain="year", **YEARS) for view in ("municipality", "province")
    )
    return found, totals, provinces, choice


def kept_picture(release):
    choice, found = shown(release, "sustainment_rate", "share")
    return found, ask(MapAgreements, VIEWER, release, level="municipality"), choice


def known_picture(release):
    from dashboard.access import VIEWER
    from dashboard.answers import Reader
    from dashboard.ui.map.picture import FigureChoice, offered

    chosen = offered(Reader(VIEWER, release))["n_inhabitants"]
    choice = FigureChoice(level="municipality", parent=None, measure=chosen, form="context", **YEARS)
    return ask(MapContext, VIEWER, release, figure="n_inhabitants", level="municipality"), choice


def access_file(_):
    folder = Path(mkdtemp())
    for name in ("client_secret", "cookie_secret"):
        (folder / name).write_text("x" * 40, encoding="utf-8")
        (folder / name).chmod(0o600)
    (folder / "access.toml").write_text(PROVIDER + REST, encoding="utf-8")
    return folder / "access.toml", 1


# Every maker the product gives to ``derived``, with what it is given.
MAKERS = {
    "dashboard.pages.definitions.words.find": lambda release: (ask(DefinitionsMeasures, VIEWER, release), ""),
    "dashboard.charts.projects.prepared": answers(ProjectsList),
    "dashboard.ui.map.drawing.box": answers(MapDrawings, **BY_TOWN),
    "dashboard.ui.map.drawing.drawings": answers(MapDrawings, **BY_TOWN),
    "dashboard.ui.map.layers.borders_layer": answers(MapDrawings, **BY_TOWN),
    "dashboard.ui.map.layers.around_layer": lambda release: (
        ask(MapShapes, VIEWER, release, **BY_TOWN), (80_000.0, 430_000.0, 90_000.0, 440_000.0), LIGHT,
    ),
    "dashboard.ui.map.layers.names_layer": lambda release: (
        drawings(ask(MapDrawings, VIEWER, release, **BY_TOWN)), 100.0,
    ),
    "dashboard.ui.map.layers.outline_layer": lambda release: (
        ask(MapShapes, VIEWER, release, **BY_TOWN), frozenset({"GM9001"}),
    ),
    "dashboard.ui.map.layers.projects_layer": lambda release: (
        ask(MapProjects, VIEWER, release, parent="GM9001", tolerance_m=25, **YEARS), LIGHT,
    ),
    "dashboard.ui.map.picture._picture": picture,
    "dashboard.charts.definitions.changed_definitions": two_catalogues,
    "dashboard.ui.map.picture._changed_picture": changed_picture,
    "dashboard.ui.map.picture._paid_picture": paid_picture,
    "dashboard.ui.map.picture._kept_picture": kept_picture,
    "dashboard.ui.map.picture._known_picture": known_picture,
    "dashboard.analysis.clusters.find_clusters": lambda _: (
        tuple(float(n % 7) for n in range(40)), tuple((n, (n + 1) % 40) for n in range(40)),
    ),
    "dashboard.pages.effect.choices._area_counts": area_counts,
    "dashboard.ui.agreements._prepare": agreements,
    "dashboard.ui.agreements._narrow": lambda release: (prepared_agreements(release), None, None),
    "dashboard.ui.agreements._count": lambda release: ("owner", prepared_agreements(release)),
    "dashboard.pages.partners.choices._prepare": lambda release: (
        ask(PartnersNames, VIEWER, release, until_month="2026-06-01"),
        ask(PartnersDeliveries, VIEWER, release, **YEARS),
    ),
    "dashboard.pages.accountability.page._told": lambda _: (),
    "dashboard.ui.found.index": lambda release: (
        *answers(ProjectsList, SearchAreas, DefinitionsMeasures)(release),
        ask(PartnersNames, VIEWER, release, until_month="2026-06-01"),
    ),
}  # fmt: skip
# Every function that keeps what it gave, with what it is given.
KEPT = {
    "dashboard.text.texts": lambda _: ("nl",),
    "dashboard.catalogue.query": lambda _: ("answers", "frame__areas"),
    "dashboard.catalogue.queries": lambda _: ("answers",),
    "dashboard.catalogue.definitions_hash": lambda _: (),
    "dashboard.answers.tables.open_tables": lambda _: (),
    "dashboard.answers.tables.code_lists": lambda _: (),
    "dashboard.charts.palette.palette": lambda _: ("light",),
    "dashboard.charts.numbers._decimal": lambda _: (1.0, "#,##0", "nl_NL"),
    "dashboard.charts.numbers._date": lambda _: (pd.Timestamp(0), "yyyy", "nl_NL"),
    "dashboard.analysis.effect.offered.validation": lambda _: (),
    "dashboard.security.headers.inline_scripts": lambda _: (),
    "dashboard.assets.mark": lambda _: ("print.js",),
    "dashboard.packed._all": lambda _: (),
    "dashboard.packed.packed": lambda _: (STATIC / "print.js", "br"),
    "dashboard.ui.first_html._head": lambda _: ("overview",),
    "dashboard.ui.terms._forms": lambda _: ("nl",),
    "dashboard.pages.accountability.accessibility.words.examination": lambda _: (),
    "dashboard.text._numbers": lambda _: ("afgerond op {base}",),
    "dashboard.documents.pictures.font_faces": lambda _: (),
    "dashboard.documents.typesetting._is_drawn": lambda _: ("€",),
    "dashboard.store._policy": lambda release: (release,),
    "dashboard.store._accuracy": lambda release: (release, "fines", "municipality", "year"),
    "dashboard.store._verified": lambda release: (
        release.path.with_suffix(".json"), (1, 2),
    ),
    "dashboard.settings._settings": lambda _: ((("DASHBOARD_PROXIES", "1"),),),
    "dashboard.access.mapping._read": access_file,
    "dashboard.access.narrowing.rules": lambda _: (),
    "dashboard.access.narrowing._narrowing": lambda _: (replace(VIEWER, municipalities=("GM9001",)),),
}  # fmt: skip
# What keeps something that is no value, and why that one is shared all the same.
THE_DOORS = {
    "dashboard.store._connection": "DuckDB itself: everybody reads through a cursor of their own, from a file opened for reading",
    "dashboard.store._narrow_connection": "the same, of views; its settings are locked",
    "dashboard.state.engine._engine": "SQLAlchemy's pool, made to be shared: everybody gets a connection of their own",
    "dashboard.crs._transformer": "pyproj keeps one of its own for every thread, and nothing of it is set after it is made",
    "dashboard.answers._run": "gives answers, which the makers above are given and tried on",
    "dashboard.answers._derive": "refuses what could be changed, see the tests of makers",
}


def modules():
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(("dashboard", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        if path.relative_to(PACKAGE).parts[0].removesuffix(".py") not in ELSEWHERE:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def aliases(name, tree):
    """What every imported name stands for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    return found


def handed_to_the_cache():
    """Full names of the makers at every call of ``derived``."""
    found = set()
    for name, tree in modules():
        known = aliases(name, tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "derived":
                head, *tail = ast.unparse(node.args[0]).split(".")
                found.add(".".join((known.get(head, f"{name}.{head}"), *tail)))
    return found


def decorated():
    """Full names of the functions of a module that keep what they gave."""
    found = set()
    for name, tree in modules():
        for node in tree.body:
            marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", ())]
            if isinstance(node, ast.FunctionDef) and any("cache" in mark for mark in marks):
                found.add(f"{name}.{node.name}")
    return found


def function(name):
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def vandalise(value):
    """Try to change everything in it, as far down as it goes."""
    attempts = []
    if isinstance(value, FrozenTable | Answer):
        attempts = [lambda at=at: write_over(value.frame, at) for at in range(value.frame.shape[1])]
        attempts.append(lambda: value.frame.insert(0, "new", 1))
        attempts += [
            lambda cell=cell: vandalise(cell) for column in value.frame for cell in value.frame[column].head(3)
        ]
    elif isinstance(value, dict):
        attempts = [
            lambda: value.update(new=1),
            value.clear,
            *(lambda one=one: vandalise(one) for one in value.values()),
        ]
    elif isinstance(value, np.ndarray):
        attempts = [lambda: value.fill(0)]
    elif isinstance(value, list | set | bytearray):
        attempts = [value.clear]
    elif is_dataclass(value):
        names = [field.name for field in fields(value)]
        attempts = [lambda name=name: setattr(value, name, None) for name in names]
        attempts += [lambda name=name: vandalise(getattr(value, name)) for name in names]
    elif isinstance(value, tuple):
        attempts = [lambda one=one: vandalise(one) for one in value]
    for attempt in attempts:
        refused_or_done(attempt)


def write_over(frame, at):
    column = frame.iloc[:, at]
    other = column.iloc[-1]
    for write in (column.array.__setitem__, column.to_numpy().__setitem__, column.__setitem__):
        refused_or_done(lambda write=write: write(0, other))


def refused_or_done(attempt):
    try:
        attempt()
    except (TypeError, ValueError, AttributeError, KeyError, IndexError):
        return


def contents(value):
    """All that is in it, to compare."""
    if isinstance(value, FrozenTable):
        return value.frame.to_csv()
    if isinstance(value, Release):
        return value.id, str(value.manifest)
    if isinstance(value, dict):
        return {key: contents(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return repr(value.tolist())
    if is_dataclass(value):
        return {field.name: contents(getattr(value, field.name)) for field in fields(value)}
    return tuple(map(contents, value)) if isinstance(value, list | tuple) else repr(value)


def test_every_maker_has_its_case():
    assert handed_to_the_cache() == set(MAKERS)


def test_every_function_that_keeps_what_it_gave_has_its_case():
    assert decorated() == KEPT.keys() | THE_DOORS.keys()
    assert all(THE_DOORS.values())


@pytest.mark.parametrize("name", MAKERS)
def test_what_a_maker_made_survives_whoever_had_it(release, name):
    forget_answers()
    given = MAKERS[name](release)
    first = derived(function(name), *given)
    before = contents(first)
    vandalise(first)
    vandalise(given)

    assert contents(derived(function(name), *given)) == before
    assert before


@pytest.mark.parametrize("name", KEPT)
def test_what_a_function_keeps_is_immutable_and_survives_whoever_had_it(release, name):
    given = KEPT[name](release)
    first = function(name)(*given)
    before = contents(first)
    refuse_mutable(first)
    vandalise(first)

    assert contents(function(name)(*given)) == before


def test_these_tests_would_see_a_change():
    table, loose = FrozenTable(pd.DataFrame({"a": ["x", "y"]})), FrozenDict(a={"b": 1})
    before = contents(table), contents(loose)
    vandalise(table)
    vandalise(loose)

    assert contents(table) == before[0]
    assert contents(loose) != before[1]
    assert pickle.dumps(table.frame)
