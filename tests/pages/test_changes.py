"""Wijzigingen: one release says so; two tell what moved and why."""

from __future__ import annotations

import json
import shutil

import duckdb
import pytest

from dashboard.access import VIEWER
from dashboard.files import file_hash
from dashboard.settings import Settings
from dashboard.store import beside, current_release, earlier_releases
from dashboard.ui import rooms


@pytest.fixture
def two(data, release, tmp_path, monkeypatch):
    """The sample's releases with an older one beside it, in which UWV had not delivered the last quarter of 2025 yet."""
    shutil.copytree(data / "releases", tmp_path / "releases")
    old = tmp_path / "releases" / "01d01d01d0.duckdb"
    shutil.copy(release.path, old)
    with duckdb.connect(str(old)) as connection:
        late = "partner_code = 'UWV' and date_trunc('quarter', {0}) = date '2025-10-01'"
        connection.execute(f"delete from mart.outcome_area where {late.format('month')}")
        connection.execute(f"delete from mart.amount_total where {late.format('period')}")
        connection.execute(
            f"update mart.delivery set is_missing = true, reference_date = null where {late.format('quarter')}"
        )
    history = [{"status": "draft", "at": "2026-02-01"}, {"status": "published", "at": "2026-02-02"}]
    manifest = release.manifest | {"id": old.stem, "file_sha256": file_hash(old), "history": history}
    old.with_suffix(".json").write_text(json.dumps(manifest))
    return tmp_path


@pytest.fixture
def page_of_two(page, two, monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATA", str(two))
    return page


def test_one_release_says_so(page):
    assert "nog maar één release" in page("changes").info[-1].value


def test_a_new_delivery_is_told_as_one(page_of_two):
    app = page_of_two("changes", p="2025")

    assert not app.exception
    assert app.table[0].value["Reden"].tolist() == ["nieuwe levering"]
    assert set(app.dataframe[0].value["Periode"]) == {"2025 K4"}
    assert any("2 februari 2026" in text.value for text in app.markdown)


def test_what_the_steward_wrote_about_definitions_is_read_as_written(page_of_two, two, release):
    path = two / "releases" / f"{release.id}.json"
    note = {"at": "2026-11-01", "text": "Boetes tellen nu *per besluit*."}
    path.write_text(json.dumps(json.loads(path.read_text()) | {"definitions_note": note}))
    told = [
        text.value for text in page_of_two("changes", p="2025").markdown if "definities in deze release" in text.value
    ]

    assert len(told) == 1
    assert "&#42;per besluit&#42;" in told[0]


def test_a_period_without_moves_says_so(page_of_two):
    app = page_of_two("changes", p="2022")

    assert any("geen enkel cijfer" in text.value for text in app.markdown)


def test_earlier_releases_are_found_and_withdrawn_ones_are_not(two, release):
    from dashboard.settings import Settings
    from dashboard.store import current_release

    now = current_release(Settings(data=two))
    assert earlier_releases(now) == [("01d01d01d0", "2026-02-02")]
    assert beside(now, "01d01d01d0").manifest["id"] == "01d01d01d0"
    path = two / "releases" / "01d01d01d0.json"
    manifest = json.loads(path.read_text())
    manifest["history"].append({"status": "withdrawn", "at": "2026-03-01", "why": "fout"})
    path.write_text(json.dumps(manifest))

    assert earlier_releases(now) == []


def test_what_moved_is_downloaded_with_names_and_reasons(two):
    kept = rooms.read("changes", {"period": "2025"}, VIEWER, current_release(Settings(data=two)))
    rows = kept.panels[0].numbers

    assert {"Maatstaf", "Partner", "In de eerdere release", "In deze release", "Verschil", "Reden"} <= set(rows)
    assert set(rows["Partner"]) == {"UWV"}
    assert set(rows["Reden"]) == {"nieuwe levering"}
    assert rows["In de eerdere release"].isna().all()


@pytest.fixture
def of_gemeente(release, two):
    """A gemeente and a year whose money a partner shows; in the older release it was half of it, its third quarter not yet there.

    Gemeenten elsewhere had not delivered that quarter either.
    """
    with duckdb.connect(str(release.path), read_only=True) as connection:
        area, partner, year = connection.execute(
            "select municipality_code, partner_code, period from mart.amount_total where view = 'municipality_partner'"
            " and grain = 'year' and part = 'total' and amount_eur > 0 and not is_mixed and partner_code <> 'GEM'"
            " order by all limit 1"
        ).fetchone()
    old = two / "releases" / "01d01d01d0.duckdb"
    third = year.replace(month=7)
    with duckdb.connect(str(old)) as connection:
        connection.execute(
            "update mart.amount_total set amount_eur = amount_eur / 2 where view = 'municipality_partner'"
            " and grain = 'year' and municipality_code = ? and partner_code = ? and period = ?",
            [area, partner, year],
        )
        connection.execute(
            "update mart.delivery set is_missing = true, reference_date = null where quarter = ?"
            " and (source_code = ? or (source_code like 'GM%' and source_code <> ?))",
            [third, partner, area],
        )
    manifest = old.with_suffix(".json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"file_sha256": file_hash(old)}))
    return area, partner, str(year.year)


def test_money_of_a_gemeente_is_named_by_its_year_with_margins_and_explained_by_any_quarter(page_of_two, of_gemeente):
    area, _, year = of_gemeente
    app = page_of_two("changes", g=area, p=year)
    shown = app.dataframe[0].value
    money = shown[shown["Nu"].str.contains("€")]

    assert not app.exception
    assert set(money["Periode"]) == {year}
    assert money["Eerder"].str.fullmatch(r"€.* \(± \d+%\)").all()
    assert money["Nu"].str.fullmatch(r"€.* \(± \d+%\)").all()
    assert set(money["Reden"]) == {"nieuwe levering"}


def test_deliveries_of_gemeenten_elsewhere_explain_nothing(two, of_gemeente):
    area, partner, year = of_gemeente
    old = two / "releases" / "01d01d01d0.duckdb"
    with duckdb.connect(str(old)) as connection:
        connection.execute("delete from mart.amount_total where view = 'municipality_partner' and partner_code = 'GEM'")
        connection.execute(
            "update mart.amount_total set amount_eur = 12345, margin_pct = 20, reason = null, partner_code = 'GEM'"
            " where view = 'municipality_partner' and grain = 'year' and municipality_code = ? and partner_code = ?"
            " and year(period) = ?",
            [area, partner, int(year)],
        )
    manifest = old.with_suffix(".json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"file_sha256": file_hash(old)}))
    kept = rooms.read("changes", {"area": area, "period": year}, VIEWER, current_release(Settings(data=two)))
    rows = kept.panels[0].numbers
    money = rows[(rows["Soort periode"] == "jaar") & (rows["Partner (code)"] == "GEM")]

    assert len(money)
    assert "nieuwe levering" not in set(money["Reden"])
    assert money["In de eerdere release, marge (± %)"].eq(20).any()


def test_every_euro_of_the_download_has_its_margin(two, of_gemeente):
    area, _, year = of_gemeente
    kept = rooms.read("changes", {"area": area, "period": year}, VIEWER, current_release(Settings(data=two)))
    rows = kept.panels[0].numbers
    money = rows[rows["Soort periode"] == "jaar"]
    margins = ["In de eerdere release, marge (± %)", "In deze release, marge (± %)", "Verschil, marge (± €)"]

    assert len(money)
    assert money[margins].notna().all(axis=None)
    assert rows.loc[rows["Soort periode"] == "kwartaal", margins].isna().all(axis=None)
