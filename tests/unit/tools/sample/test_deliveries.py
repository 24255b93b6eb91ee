from __future__ import annotations

import dataclasses
import hashlib
from datetime import date

import numpy as np
import pandas as pd
import pyogrio
import pytest

from dashboard.steward.intake.check import Known, check
from dashboard.steward.intake.contract import SHEETS
from dashboard.tools.sample import CANARIES, write_scale
from dashboard.tools.sample.area_files import write_areas
from dashboard.tools.sample.deliveries import LATE, RESTATED, Stories, fill_deliveries, group_senders, tell_stories
from dashboard.tools.sample.files import HABITS
from dashboard.tools.sample.land import draw_land
from dashboard.tools.sample.write import MUNICIPAL


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_same_bytes_other_seed_other_bytes(tiny, tmp_path):
    """Of a sample of one project, which has all there is."""
    least = dataclasses.replace(tiny, projects=1, neighbourhoods=40, largest=20)
    for name in ("first", "again"):
        write_scale(tmp_path / name, least, 5)
    write_areas(tmp_path / "other" / "areas", draw_land(np.random.default_rng(6), least))
    first, again, other = (digests(tmp_path / name) for name in ("first", "again", "other"))

    assert first == again
    assert first["areas/areas_2022.gpkg"] != other["areas/areas_2022.gpkg"]
    assert len([name for name in first if name.startswith("deliveries/GEM_") and name.endswith("_2018.zip")]) >= 2


def test_a_sample_may_have_no_project(tiny, tmp_path):
    write_scale(tmp_path, dataclasses.replace(tiny, projects=0, neighbourhoods=40, largest=20), 5)
    assert len(list((tmp_path / "deliveries").glob("GEM_*_2018.zip"))) >= 2
    assert (tmp_path / "areas" / "areas_2024.gpkg").exists()


def test_deliveries_pass_the_contract_without_a_remark(folder, tiny):
    areas = {}
    for year in (2022, 2024):
        path = folder / "areas" / f"areas_{year}.gpkg"
        layers = {"gemeenten": "gemeentecode", "wijken": "wijkcode", "buurten": "buurtcode"}
        areas[year] = frozenset(
            code
            for layer, column in layers.items()
            for code in pyogrio.read_dataframe(path, layer=layer, read_geometry=False)[column]
        )
    known = Known(areas)
    files = sorted((folder / "deliveries").iterdir())[::9]
    assert {path.suffix for path in files} == {".xlsx", ".zip"}
    remarks = {path.name: check(path, known, today=date(2026, 11, 1)).problems for path in files}
    assert {name: found for name, found in remarks.items() if found} == {}


def test_national_partners_and_each_sender_of_municipalities_yearly_then_quarterly(plans, senders):
    names = {plan.name for plan in plans}
    assert {plan.partner for plan in plans} == set(HABITS)
    assert {"NLA_2019", "NLA_2022", "NLA_2023Q1", "NLA_2026Q3"} <= names
    assert {f"GEM_{codes[0]}_2025Q1" for codes in senders} <= names
    assert not {"NLA_2023", "GEM_2025Q1"} & names
    assert sorted(len(codes) for codes in senders) == [1] * 10 + [2]


def test_a_gemeente_with_nothing_to_tell_states_one_zero_of_its_own(plans, facts):
    nothing = {name: getattr(facts, name).iloc[:0] for name in ("results", "referrals", "context")}
    sent = fill_deliveries([plan for plan in plans if plan.municipalities], dataclasses.replace(facts, **nothing))
    stated = [(plan, sheets["resultaten"]) for plan, sheets in sent if set(sheets) == {"levering", "resultaten"}]

    assert stated
    for plan, rows in stated:
        assert rows["waarde"].tolist() == [0]
        assert f"GM{rows['gebiedcode'].iloc[0][2:6]}" in plan.municipalities


def test_what_the_readme_says_of_deliveries_of_municipalities_is_so(plans, stories, senders):
    said = MUNICIPAL.format(**dataclasses.asdict(stories))
    for words in (
        f"{stories.late} leverde 2024Q4",
        f"{stories.joined} levert sinds 2022",
        f"{stories.gap} sloeg 2025Q3",
    ):
        assert words in said
    assert f"{stories.restated} leverde 2023Q4 opnieuw" in said
    by_sender = {codes[0]: [plan for plan in plans if plan.municipalities[:1] == codes[:1]] for codes in senders}
    periods = {sender: {plan.period.name for plan in own} for sender, own in by_sender.items()}
    assert len({stories.late, stories.joined, stories.gap, stories.restated}) == 4
    assert min(periods[stories.joined]) == "2022"
    assert [sender for sender in by_sender if "2025Q3" not in periods[sender]] == [stories.gap]
    late = [
        plan for plan in plans if plan.municipalities and not plan.suffix and (plan.day - plan.period.end).days > 45
    ]
    assert [(plan.municipalities[0], plan.period.name) for plan in late if plan.period.name != "2018"] == [
        (stories.late, "2024Q4")
    ]
    assert [plan.name for plan in plans if plan.suffix and plan.municipalities] == [
        f"GEM_{stories.restated}_2023Q4_herzien"
    ]


def test_where_all_deliver_together_there_are_stories_too(land, facts):
    senders = group_senders(land, 2)
    stories = tell_stories(senders, facts.registers)
    told = {stories.late, stories.joined, stories.gap, stories.restated}

    assert len(told) == 4
    assert told <= {codes[0] for codes in senders}


@pytest.mark.parametrize("together", [3, 6])
def test_few_senders_have_no_stories(land, facts, together):
    assert tell_stories(group_senders(land, together), facts.registers) == Stories()


def test_two_deliveries_are_missing_and_three_are_late(plans):
    names = {plan.name for plan in plans}
    assert not {"IND_2026Q3", "OM_2024Q2"} & names
    first = [plan for plan in plans if not plan.suffix and not plan.municipalities]
    late = {(plan.partner, plan.period.name) for plan in first if (plan.day - plan.period.end).days > 45}
    assert late == set(LATE)
    assert max(plan.day for plan in plans) <= pd.Timestamp("2026-10-31")


def test_the_last_two_quarters_are_provisional_for_three_partners(plans):
    found = {plan.name for plan in plans if plan.status == "voorlopig"}
    assert found == {f"{partner}_{quarter}" for partner in ("BD", "DTO", "NLA") for quarter in ("2026Q2", "2026Q3")}


def test_one_quarter_is_restated_with_other_values(deliveries):
    both = [(plan, sheets) for plan, sheets in deliveries if (plan.partner, plan.period.name) == RESTATED]
    assert [plan.suffix for plan, _ in both] == ["", "_herzien"]
    (early, wrong), (later, right) = both
    assert later.day > early.day
    assert len(wrong["resultaten"]) < len(right["resultaten"])
    key = ["projectcode", "gebiedcode", "maatstaf", "onderwerp", "maand"]
    joined = wrong["resultaten"].merge(right["resultaten"], on=key)
    assert (joined["waarde_x"] != joined["waarde_y"]).any()


def test_sheets_have_the_headings_of_the_contract_and_their_own_months(deliveries):
    headings = {sheet.heading: [column.heading for column in sheet.columns] for sheet in SHEETS}
    required = {sheet.heading: {c.heading for c in sheet.columns if c.required} for sheet in SHEETS}
    for plan, sheets in deliveries:
        assert "levering" in sheets
        for name, sheet in sheets.items():
            assert set(sheet.columns) <= set(headings[name])
            assert not sheet[sorted(required[name])].isna().any(axis=None)
        for name in ("resultaten", "doorgeleidingen", "contextcijfers"):
            if name in sheets:
                cover = sheets["levering"].iloc[0]
                assert sheets[name]["maand"].between(cover["periode_van"], cover["periode_tot"]).all(), plan.name


def test_a_lead_partner_tells_what_was_known_on_its_day(deliveries):
    for plan, sheets in deliveries:
        if "projecten" not in sheets:
            continue
        assert (sheets["projecten"]["verantwoordelijke_partner"] == plan.partner).all()
        for sheet, column in (("projecten", "start"), ("projecten", "einde"), ("stappen", "gerealiseerd")):
            days = pd.to_datetime(sheets[sheet][column]).dropna()
            assert (days <= plan.day).all(), (plan.name, column)


def test_results_hold_the_canaries_and_no_word_that_accuses(deliveries):
    values: set[float] = set()
    for _, sheets in deliveries:
        if "resultaten" in sheets:
            values |= set(sheets["resultaten"]["waarde"]) | set(sheets["resultaten"].get("grootste_bijdrage", []))
        texts = " ".join(sheet.select_dtypes("str").to_csv(index=False) for sheet in sheets.values())
        assert "fraudeur" not in texts
    assert set(CANARIES) <= values


def test_the_readme_says_the_land_does_not_exist_and_how_to_make_it_again(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "nooit is aangelegd" in text
    assert "lsi sample --scale tiny --seed 5" in text
