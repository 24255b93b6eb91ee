"""What goes out as open data is listed, shown on pages, protected, and says what the pages say."""

from __future__ import annotations

import json
import re
import shutil

import pyarrow.compute as pc
import pytest

from dashboard.access import NOBODY, VIEWER, Rights
from dashboard.access.narrowing import HIDDEN_TEXT
from dashboard.answers import Reader, ask
from dashboard.answers.rows import (
    EurosTotals,
    OverviewCounts,
    OverviewReferrals,
    PartnersSettlement,
    ProjectCosts,
    ProjectCounts,
    SustainmentAgreements,
)
from dashboard.answers.tables import (
    code_lists,
    marts_left_out,
    open_tables,
    read_table,
)
from dashboard.catalogue import queries, query
from dashboard.errors import AccessDenied, DataMissing, ReleaseGone
from dashboard.settings import Settings
from dashboard.store import cursor, linked_release

TABLES = {table.name: table for table in open_tables()}
FROM_MARTS = [table for table in open_tables() if table.mart]
YEARS = {"from_month": "2019-01-01", "until_month": "2026-12-01"}
TOWN = Rights(may_view=True, municipalities=("GM9001",), elsewhere="district", projects_of=("GM9001",))


def rows(release, name, rights=VIEWER):
    return read_table(Reader(rights, release), TABLES[name])


@pytest.fixture(scope="module")
def columns(release):
    """The columns of every mart of the release."""
    with cursor(release) as connection:
        found = connection.execute(
            "select table_name, list(column_name) from information_schema.columns where table_schema = 'mart' group by all"
        ).fetchall()
    return dict(found)


def test_every_column_of_a_release_goes_out_or_stays_for_a_reason(columns):
    decided = {mart: set() for mart in columns}
    for table in FROM_MARTS:
        decided[table.mart] |= {column.each or column.name for column in table.columns} | set(table.left_out)
    undecided = {
        mart: set(columns[mart]) ^ decided[mart]
        for mart in columns
        if mart not in marts_left_out() and set(columns[mart]) != decided[mart]
    }

    assert undecided == {}
    assert set(marts_left_out()) == set(columns) - {table.mart for table in FROM_MARTS}
    assert all(why for table in FROM_MARTS for why in [*table.left_out.values(), *marts_left_out().values()])


def asked_of(mart):
    """The text of every answer that reads a mart, with the macros it goes through."""
    macros = {macro.name: macro.sql for macro in queries("macros")}
    for answer in queries("answers"):
        sql, size = answer.sql, 0
        while size != len(sql):
            size = len(sql)
            sql += "".join(text for name, text in macros.items() if f"mart.{name}(" in sql and text not in sql)
        if re.search(rf"\bmart\.{mart}\b", sql):
            yield sql


def test_nothing_goes_out_that_no_page_asks_for():
    unasked = [
        (table.name, column.name)
        for table in FROM_MARTS
        for column in table.columns
        if not any(re.search(rf"\b{column.each or column.name}\b", sql) for sql in asked_of(table.mart))
    ]

    assert unasked == []


def test_every_number_that_goes_out_has_a_rule_of_protection_and_keeps_it(release):
    rules = {row["measure_code"]: row["protection"] for row in rows(release, "measure").to_pylist()}
    for table in FROM_MARTS:
        found, protection = rows(release, table.name), query("marts", table.mart).protection
        numeric = [one.name for one in found.schema if str(one.type).startswith(("int", "double"))]

        assert set(numeric) <= set(protection), table.name
        for name in numeric:
            if protection[name] == "count":
                strict = [rules.get(row.get("measure_code")) == "count_strict" for row in found.to_pylist()]
                bases = [release.policy.base_strict if one else release.policy.base for one in strict]
                shown = zip(found[name].to_pylist(), bases, strict=True)
                assert [n for n, base in shown if n is not None and n % base] == [], table.name
            if protection[name] == "amount" and name.endswith("_eur"):
                assert {n % release.policy.amount_rounding for n in found[name].drop_null().to_pylist()} <= {0}


def test_tables_say_what_pages_say(release):
    counts, totals, referrals = (rows(release, name) for name in ("outcome_area", "amount_total", "referral"))
    whole = counts.filter(pc.equal(counts["area_code"], "NL"))
    shown = ask(OverviewCounts, VIEWER, release, **YEARS).rows
    summed = whole.group_by("measure_code").aggregate([("n_value", "sum")]).to_pylist()
    by_measure = {row["measure_code"]: row["n_value_sum"] for row in summed}

    assert by_measure == {code: sum(r.n_value for r in shown if r.measure_code == code) for code in by_measure}
    assert len(by_measure) > 20

    amounts = ask(EurosTotals, VIEWER, release, view="programme", grain="year", **YEARS).rows
    given = {(r["part"], r["measure_code"], r["is_mixed"], r["period"]): r for r in totals.to_pylist()
             if (r["view"], r["grain"]) == ("programme", "year")}  # fmt: skip
    assert len(given) == len(amounts) > 20
    for row in amounts:
        found = given[row.part, row.measure_code, row.is_mixed, row.period]
        assert (found["amount_eur"], found["margin_pct"]) == (row.amount_eur, row.margin_pct)

    passed_on = ask(OverviewReferrals, VIEWER, release, **YEARS).rows
    assert pc.sum(referrals["n_passed_on"]).as_py() == sum(row.n_passed_on for row in passed_on)
    assert pc.sum(rows(release, "settlement")["n_settled"]).as_py() == sum(
        row.n_settled for row in ask(PartnersSettlement, VIEWER, release, **YEARS).rows
    )


def test_a_dossier_says_the_same_as_its_tables(release):
    project = "LSI-2019-002"
    counts, costs = (rows(release, name).to_pylist() for name in ("outcome_project", "project_cost"))
    given = {}
    for row in counts:
        if row["project_code"] == project:
            key = row["measure_code"], row["partner_code"]
            given[key] = given.get(key, 0) + row["n_value"]

    assert {
        (r.measure_code, r.partner_code): r.n_value for r in ask(ProjectCounts, VIEWER, release, project=project).rows
    } == given
    assert [
        (r.partner_code, r.cost_eur, r.effort_hours) for r in ask(ProjectCosts, VIEWER, release, project=project).rows
    ] == [
        (row["partner_code"], row["cost_eur"], row["effort_hours"]) for row in costs if row["project_code"] == project
    ]
    at_closure = {(r["project_code"], r["agreement_code"]): r["n_value"] for r in rows(release, "sustainment").to_pylist()
                  if not r["moment_months"]}  # fmt: skip
    asked = ask(SustainmentAgreements, VIEWER, release).rows
    assert [r.n_0 for r in asked] == [at_closure.get((r.project_code, r.agreement_code)) for r in asked]


def test_a_gemeente_has_of_every_table_what_its_pages_read(release):
    mine = {name: rows(release, name, TOWN) for name in TABLES}
    fine = mine["outcome_area"].filter(pc.equal(mine["outcome_area"]["level"], "neighbourhood"))
    described = {row["project_code"]: row["reason"] for row in mine["project"].to_pylist()}
    own = {row["project_code"] for row in rows(release, "project_municipality").to_pylist()
           if row["municipality_code"] == "GM9001"}  # fmt: skip

    assert set(fine["municipality_code"].to_pylist()) == {"GM9001"}
    assert "GM9002" in mine["outcome_area"]["municipality_code"].to_pylist()
    assert {code for code, reason in described.items() if reason != HIDDEN_TEXT} == own < set(described)
    assert set(mine["project_cost"]["project_code"].to_pylist()) <= own
    assert mine["settlement"].equals(rows(release, "settlement"))


@pytest.mark.parametrize("name", ["outcome_area", "measure", "code"])
def test_who_may_not_view_has_nothing(release, name):
    with pytest.raises(AccessDenied):
        rows(release, name, NOBODY)


def test_the_same_words_stand_on_pages():
    """Codes that pages name too; a capital apart."""
    from dashboard.text import texts

    prefixes = {
        "project_status": "projects.state",
        "agreement_status": "sustainment.status",
        "document": "project.document",
        "lesson_theme": "lessons.theme",
        "polarity": "polarity",
        "theme": "theme",
        "amount_view": "accountability.euro_views",
    }
    for name, prefix in prefixes.items():
        for code, words in code_lists()[name].items():
            assert (words.nl.lower(), words.en.lower()) == tuple(
                str(texts(language)[f"{prefix}.{code}"]).lower() for language in ("nl", "en")
            ), (name, code)


@pytest.fixture
def releases(release, tmp_path):
    """A folder of releases in which this one has another history: ``releases(*statuses)`` gives settings and id."""

    def make(*statuses):
        folder = tmp_path / "releases"
        folder.mkdir()
        manifest = json.loads(release.path.with_suffix(".json").read_text(encoding="utf-8"))
        manifest["history"] = [
            {"status": one, "at": "2026-11-01T09:00:00+00:00", "why": "Verkeerd."} for one in statuses
        ]
        (folder / f"{release.id}.json").write_text(json.dumps(manifest), encoding="utf-8")
        shutil.copyfile(release.path, folder / release.path.name)
        return Settings(data=tmp_path), release.id

    return make


@pytest.mark.parametrize(
    "history", [["draft", "published"], ["draft", "published", "superseded"], ["published", "superseded", "draft"]]
)
def test_a_release_that_was_published_goes_out(releases, history):
    settings, release_id = releases(*history)

    assert linked_release(settings, release_id).id == release_id


@pytest.mark.parametrize("history", [["published", "withdrawn"], ["published", "withdrawn", "draft"]])
def test_a_release_that_was_withdrawn_stays_in(releases, history):
    with pytest.raises(ReleaseGone) as refused:
        linked_release(*releases(*history))

    assert refused.value.values["why"] == "Verkeerd."


@pytest.mark.parametrize("release_id", ["0000000000", "../current", "", "nieuwste"])
def test_a_release_that_is_not_there_is_said(settings, release_id):
    with pytest.raises(DataMissing):
        linked_release(settings, release_id)


def test_a_draft_is_seen_by_nobody(releases):
    with pytest.raises(DataMissing) as refused:
        linked_release(*releases("draft"))

    assert refused.value.key == "error.link.unknown"
