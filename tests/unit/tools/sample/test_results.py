from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from dashboard.steward.intake.codes import PROJECT_STATUS
from dashboard.steward.intake.contract import MEASURES, PROJECT_TYPES, seed
from dashboard.tools.sample import CANARIES
from dashboard.tools.sample.cases import COVID
from dashboard.tools.sample.months import LAST_MONTH, month_number
from dashboard.tools.sample.results import SILENT, tally
from dashboard.tools.sample.scale import TODAY
from dashboard.tools.sample.timeline import STEPS, status_on

KEY = ["projectcode", "gebiedcode", "partner", "onderwerp", "maand"]
FAMILIES = {}
for row in seed("measures"):
    if row["family"] and row["delivery_code"]:
        FAMILIES.setdefault(row["family"], []).append((int(row["family_rank"]), row["delivery_code"]))


def wide(frame, measures, key=KEY):
    rows = frame[frame["maatstaf"].isin(measures)]
    return rows.pivot_table(index=key, columns="maatstaf", values="waarde", aggfunc="sum", fill_value=0)


@pytest.mark.parametrize("family", list(FAMILIES))
def test_families_nest_in_every_cell(facts, family):
    codes = [code for _, code in sorted(FAMILIES[family])]
    table = wide(facts.results[facts.results["waardebasis"] == "periode"], codes)
    assert len(table) > 5
    for outer, inner in pairwise(codes):
        assert (table[outer] >= table[inner]).all()
        assert table[inner].sum() > 0


def test_rows_are_unique_and_use_the_contract(facts):
    results = facts.results
    assert not results.duplicated([*KEY, "gebiedjaar", "maatstaf", "besluitmaand"]).any()
    assert set(results["maatstaf"]) <= set(MEASURES)
    assert (results["waarde"] > 0).all()


def test_all_partners_but_one_deliver_when_money_was_decided(facts):
    kinds = ("established", "imposed", "irrevocable", "collected")
    ladder = {row["delivery_code"] for row in seed("measures") if row["money_kind"] in kinds}
    rows, decided = facts.results, facts.results["besluitmaand"]
    is_step = rows["maatstaf"].isin(ladder)

    assert (decided[~is_step] == "").all()
    assert set(rows.loc[is_step & (decided == ""), "partner"]) == {SILENT}
    assert (decided <= rows["maand"]).all()
    assert (decided < rows["maand"])[is_step & (rows["partner"] != SILENT)].mean() > 0.3


def test_every_partner_reports_only_its_own_measures(facts):
    own = {row["delivery_code"]: row["partners"].split() for row in seed("measures") if row["partners"]}
    pairs = facts.results[["maatstaf", "partner"]].drop_duplicates()
    assert all(partner in own.get(measure, [partner]) for measure, partner in pairs.itertuples(index=False))


def test_euros_have_files_and_a_largest_that_fits(facts):
    codes = {row["delivery_code"] for row in seed("measures") if row["unit"] == "eur"}
    euro = facts.results["maatstaf"].isin(codes)
    rows = facts.results[euro]
    assert (rows["aantal_dossiers"] >= 1).all()
    assert (rows["grootste_bijdrage"] <= rows["waarde"] + 0.005).all()
    assert (rows["grootste_bijdrage"] * rows["aantal_dossiers"] >= rows["waarde"] - 0.05).all()
    assert facts.results.loc[~euro, ["aantal_dossiers", "grootste_bijdrage"]].isna().all(axis=None)


def test_money_comes_in_its_order(facts):
    rows = facts.results[facts.results["waardebasis"] == "periode"]
    established = ["terugvordering_vastgesteld", "boetes_bedrag", "belastingcorrecties"]
    trail = ["opgelegd_bedrag", "onherroepelijk_bedrag", "geind_bedrag"]
    table = wide(rows, [*established, *trail], ["projectcode", "month"])
    running = table.groupby("projectcode").cumsum()
    columns = [running[established].sum(axis=1), *(running[name] for name in trail)]
    for earlier, later in pairwise(columns):
        assert (earlier >= later - 0.01).all()
    assert running["geind_bedrag"].max() > 0


def test_cumulative_values_never_fall(facts):
    rows = facts.results[facts.results["waardebasis"] == "cumulatief"]
    assert set(rows["partner"]) == {"BD", "POL"}
    key = ["projectcode", "gebiedcode", "partner", "maatstaf", "onderwerp", "besluitmaand"]
    assert (rows.sort_values("month").groupby(key)["waarde"].diff().dropna() >= 0).all()
    assert (rows.groupby(key).size() > 1).any()


def test_shares_lie_in_the_published_ranges(facts):
    rows = facts.results[facts.results["waardebasis"] == "periode"]
    total = rows.groupby("maatstaf")["waarde"].sum()
    assert 0.5 < total["onderzochte_adressen"] / total["geselecteerde_adressen"] < 0.95
    assert 0.2 < total["adressen_met_onregelmatigheid"] / total["onderzochte_adressen"] < 0.55
    assert 0.2 < total["adressen_doorgeleid"] / total["adressen_met_onregelmatigheid"] < 0.6
    assert 0.04 < total["zorgmeldingen"] / total["huisbezoeken"] < 0.13
    assert 0.6 < total["zorgmeldingen_opgevolgd"] / total["zorgmeldingen"] < 0.9
    assert total["nabetaling"] < 0.25 * total["terugvordering_vastgesteld"]


def test_visits_stop_in_the_covid_months(facts):
    rows = facts.results[facts.results["waardebasis"] == "periode"]
    table = wide(rows, ["onderzochte_adressen", "huisbezoeken"], ["month"])
    still = table.loc[COVID[0] : COVID[1]].sum()
    other = table.drop(index=range(COVID[0], COVID[1] + 1)).sum()
    assert still["onderzochte_adressen"] > 100
    assert still["huisbezoeken"] < 0.05 * still["onderzochte_adressen"]
    assert other["huisbezoeken"] > 0.3 * other["onderzochte_adressen"]


def test_canaries_stand_in_one_cell(facts):
    rows = facts.results[facts.results["waarde"].isin(CANARIES) | facts.results["grootste_bijdrage"].isin(CANARIES)]
    assert set(CANARIES) <= set(rows["waarde"]) | set(rows["grootste_bijdrage"])
    assert rows[["projectcode", "gebiedcode"]].drop_duplicates().shape[0] == 1
    assert rows["aantal_dossiers"].dropna().le(2).all()


def test_referrals_agree_with_referred_cases(facts):
    referred = facts.results["maatstaf"].isin(["adressen_doorgeleid", "bedrijven_doorgeleid"])
    rows = facts.results[referred & (facts.results["waardebasis"] == "periode")]
    counted = rows.groupby(["projectcode", "partner", "onderwerp", "maand"])["waarde"].sum()
    sent = facts.referrals.groupby(["projectcode", "van_partner", "onderwerp", "maand"])["doorgeleid"].sum()
    assert (sent.loc[counted.index] == counted.to_numpy()).all()
    settled = facts.referrals.dropna(subset="afgehandeld")
    assert (settled["afgehandeld"] <= settled["doorgeleid"]).all()
    assert facts.referrals["mediane_doorlooptijd_dagen"].dropna().between(20, 200).all()
    assert (facts.referrals["van_partner"] != facts.referrals["naar_partner"]).all()


def test_projects_show_every_type_and_every_status(facts):
    frame, dates = facts.registers.projects.frame, facts.registers.dates
    today = pd.Timestamp(TODAY)
    status = {status_on(today, frame.loc[row], dates.loc[row]) for row in frame.index}
    assert status == set(PROJECT_STATUS)
    assert set(frame["kind"]) == set(PROJECT_TYPES)
    assert len(frame) == 64
    assert frame["code"].is_unique
    assert frame["title"].is_unique
    assert 0.25 < frame["has_goal"].mean() < 0.55


def test_steps_follow_their_natural_order(facts):
    for column in ("planned", "actual"):
        days = facts.registers.projects.steps[column].to_numpy().reshape(-1, len(STEPS))
        for line in days:
            known = line[~np.isnat(line)]
            assert (np.diff(known) >= np.timedelta64(0)).all()


def test_a_project_stopped_at_its_dpia_compared_nothing(facts):
    frame = facts.registers.projects.frame
    row = frame.index[frame["fate"] == "dpia"]
    assert len(row) == 1
    assert facts.registers.dates.loc[row, "S06":].isna().all(axis=None)
    assert not facts.results["projectcode"].isin(frame.loc[row, "code"]).any()


def test_some_projects_find_nothing(facts):
    table = wide(facts.results, ["onderzochte_adressen", "adressen_met_onregelmatigheid"], ["projectcode"])
    assert ((table["onderzochte_adressen"] > 20) & (table["adressen_met_onregelmatigheid"] == 0)).any()


def test_one_gemeente_joins_late(land, facts):
    areas, frame = facts.registers.projects.areas, facts.registers.projects.frame
    early = areas[(frame["proposed"] < pd.Timestamp("2023-01-01")).to_numpy()[areas["project"]]]
    every = set(land.layers[2022]["gemeenten"]["gemeentecode"].str[2:])
    others = every - set(early["code"].str[2:6])
    later = areas[~areas.index.isin(early.index)]
    assert others & set(later["code"].str[2:6])


def test_the_split_wijk_has_projects_before_and_after(land, facts):
    for year in (2022, 2024):
        buurten = land.layers[year]["buurten"].iloc[land.changed]
        codes = set(buurten["buurtcode"]) | set(buurten["wijkcode"])
        assert facts.results.loc[facts.results["gebiedjaar"] == year, "gebiedcode"].isin(codes).any()


def test_sustainment_names_no_person_and_has_gaps(facts):
    table = facts.registers.sustainment
    per_project = table.groupby("project")["afspraakcode"].nunique()
    assert per_project.between(3, 8).all()
    assert not table.duplicated(["projectcode", "afspraakcode", "meetmoment"]).any()
    measured = table.groupby(["project", "afspraakcode"]).size()
    assert measured.min() < 4 <= measured.max()


def test_context_covers_all_buurten_in_and_out_of_projects(land, facts):
    brp = facts.context[facts.context["maatstaf"] == "context_brp_adresonderzoeken"]
    dry = land.layers[2022]["buurten"].query("water == 'NEE'")
    assert set(brp.loc[brp["gebiedjaar"] == 2022, "gebiedcode"]) == set(dry["buurtcode"])
    assert (brp["month"].min(), brp["month"].max()) == (month_number(2018, 7), LAST_MONTH)
    others = facts.context[facts.context["maatstaf"] == "context_meldingen"]["gebiedcode"].str[2:6].nunique()
    assert others == 4


def test_tally_adds_counts_and_finds_the_largest():
    events = pd.DataFrame(
        {
            "area": [3, 3, 3],
            "partner": [0, 0, 1],
            "subject": [0, 0, 0],
            "month": [month_number(2024, 5)] * 3,
            "decided": [month_number(2024, 4)] * 3,
            "measure": ["boetes_bedrag"] * 3,
            "value": [10.0, 32.5, 7.0],
        }
    )
    rows = tally(events)
    assert rows[["value", "files", "largest"]].to_numpy().tolist() == [[42.5, 2, 32.5], [7.0, 1, 7.0]]
