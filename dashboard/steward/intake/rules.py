"""Rules on a delivery: its period, keys, projects and areas, and whether its figures can be true together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dashboard.personal import masked
from dashboard.steward.areas.columns import named
from dashboard.steward.areas.mergers import explain
from dashboard.steward.intake.content import municipalities_named
from dashboard.steward.intake.contract import FORMAT_VERSION, FORMATS, MAX_TEXT, MEASURE, MUNICIPALITIES
from dashboard.steward.intake.counted import holds_count
from dashboard.steward.intake.facts import Facts
from dashboard.steward.intake.people import looks_like_a_person
from dashboard.steward.intake.problems import Place
from dashboard.steward.intake.read import Table, fact_of, nearest_area, unit_of
from dashboard.text import say
from dashboard.text.markup import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboard.steward.intake.facts import Known
    from dashboard.steward.intake.problems import Report

    Tables = dict[str, Table]


# A step and the steps that must come before it by law or agreement (DPIA and approval before data, comparison before visits).
OVER = ("stopped_early", "closed", "in_sustainment", "done")  # states of a project that has ended
LONGEST = 24  # months of one delivery, more is a typing error or a whole history
BEFORE = {
    "S10": ("S09",),
    "S13": ("S06", "S10"),
    "S14": ("S13",),
    "S15": ("S14",),
    "S18": ("S10", "S12"),
    "S21": ("S10",),
}


def read_facts(tables: Tables) -> Facts | None:
    """Facts of the delivery, or None when its sheet is not one complete row."""
    frame = tables["delivery"].frame
    needed = ["partner_code", "reference_date", "period_from", "period_to", "status"]
    if len(frame) != 1 or frame[needed].isna().to_numpy().any():
        return None
    row = frame.iloc[0]
    given, partner = row["municipality_codes"], str(row["partner_code"])
    named = tuple(sorted(given)) if isinstance(given, tuple) else None
    if named is None and _format_of(frame).iloc[0] == FORMATS[0]:
        named = municipalities_named(tables)
    return Facts(
        partner_code=partner,
        reference_date=row["reference_date"].date(),
        period_from=row["period_from"].date(),
        period_to=row["period_to"].date(),
        status=str(row["status"]),
        municipality_codes=named or () if partner == MUNICIPALITIES else (),
        replaces=row["replaces"] if isinstance(row["replaces"], tuple) else (),
    )


def _format_of(frame: pd.DataFrame) -> pd.Series:
    """Version of the workbook per row; the first one where it is not said."""
    return (
        frame["format_version"].astype("object").fillna(FORMATS[0]).astype("str").str.replace(r"[.,]0$", "", regex=True)
    )


def check_delivery(tables: Tables, report: Report, today: date) -> None:
    """One row, a period that runs forward, a reference date that can be."""
    table = tables["delivery"]
    frame = table.frame
    if len(frame) > 1:
        report.add("several_deliveries", Place(table.sheet.heading, None, frame.index.tolist()[1:2]))
    table.flag(report, "period_reversed", "period_to", frame["period_from"] > frame["period_to"])
    ended = frame["period_to"] + pd.offsets.MonthEnd(0)
    table.flag(report, "reference_before_period_end", "reference_date", frame["reference_date"] < ended)
    table.flag(report, "reference_in_future", "reference_date", frame["reference_date"] > pd.Timestamp(today))
    version = _format_of(frame)
    table.flag(report, "format_unknown", "format_version", ~version.isin(FORMATS), version=FORMAT_VERSION)
    months = frame["period_to"].dt.to_period("M").astype("int64") - frame["period_from"].dt.to_period("M").astype(
        "int64"
    )
    is_dated = frame["period_to"].notna() & frame["period_from"].notna()
    table.flag(report, "period_long", "period_to", is_dated & (months >= LONGEST), n=LONGEST)
    is_municipal = frame["partner_code"].astype("object") == MUNICIPALITIES
    is_named = frame["municipality_codes"].notna()
    table.flag(report, "municipality_missing", "municipality_codes", is_municipal & ~is_named & (version != FORMATS[0]))
    table.flag(report, "municipality_of_other", "municipality_codes", ~is_municipal & is_named)


def check_keys(tables: Tables, report: Report) -> None:
    """No two rows with the same key."""
    for table in tables.values():
        if table.frame.empty:
            continue
        keys = list(table.sheet.key)
        required = [column.name for column in table.sheet.columns if column.required and column.name in keys]
        whole = table.frame[keys][table.frame[required].notna().all(axis=1)]
        double = whole.duplicated()
        if not double.any():
            continue
        mask = double.reindex(table.frame.index, fill_value=False)
        place = table.place(keys[0], mask)
        columns = ", ".join(column.heading for column in table.sheet.columns if column.name in keys)
        report.add("double_key", place, partial(_first, whole, place.rows), columns=columns)


def _first(frame: pd.DataFrame, rows: Sequence[int], position: int) -> dict[str, object]:
    """Source row of the first row with the same key."""
    row = rows[position]
    same = np.ones(len(frame), dtype=bool)
    for name in frame.columns:
        value = frame[name].loc[row]
        same &= (frame[name].isna() if pd.isna(value) else frame[name] == value).to_numpy()
    return {"first": int(frame.index[same][0])}


def check_texts(tables: Tables, report: Report) -> None:
    """No text longer than `MAX_TEXT` characters, and none that counts: texts go out as they are."""
    for table in tables.values():
        for column in table.sheet.columns:
            if column.kind != "text" or column.name not in table.texts:
                continue
            texts = table.frame[column.name]
            long = np.array([*(len(str(one)) > MAX_TEXT for one in texts.cat.categories), False])
            table.flag(report, "text_too_long", column.name, long[texts.cat.codes.to_numpy()], limit=MAX_TEXT)
            counts = np.array([*(holds_count(str(one)) for one in texts.cat.categories), False])
            table.flag(report, "count_in_text", column.name, counts[texts.cat.codes.to_numpy()])


ROLES = (("project", "manager_role"), ("sustainment", "owner_role"))  # sheet and column that asks a function


def check_people(tables: Tables, report: Report) -> None:
    """A function is delivered where a function is asked, never a name; what looks like one is masked."""
    for sheet, name in ROLES:
        table = tables[sheet]
        roles = table.frame[name].astype("category")
        is_person = np.array([*(looks_like_a_person(str(role)) for role in roles.cat.categories), False])
        mask = is_person[roles.cat.codes.to_numpy()]
        if mask.any():
            place = table.place(name, mask)
            hidden = [masked(text) for text in place.texts]
            report.add("looks_like_a_person", Place(place.sheet, place.column, place.rows, hidden))


def check_projects(tables: Tables, report: Report) -> None:
    """Projects end after they start and have an end once over."""
    table = tables["project"]
    frame = table.frame
    table.flag(report, "end_before_start", "end_date", frame["end_date"] < frame["start_date"])
    table.flag(report, "end_before_start", "planned_end_date", frame["planned_end_date"] < frame["planned_start_date"])
    extended = frame["extended_until_date"] < frame["planned_end_date"]
    table.flag(report, "end_before_start", "extended_until_date", extended)
    is_over = frame["status"].isin(OVER) & frame["start_date"].notna()
    table.flag(report, "end_missing", "end_date", is_over & frame["end_date"].isna())
    table.flag(report, "running_after_end", "status", (frame["status"] == "running") & frame["end_date"].notna())


def check_steps(tables: Tables, report: Report) -> None:
    """Steps were taken in an order that can be, and not after the reference date."""
    table = tables["project_step"]
    frame = table.frame
    if frame["actual_date"].isna().all():
        return
    reference = tables["delivery"].frame["reference_date"].max()
    table.flag(report, "step_after_reference", "actual_date", frame["actual_date"] > reference)
    taken = frame.dropna(subset=["project_code", "step_code", "actual_date"]).astype({"step_code": "str"})
    dates = taken.pivot_table(
        index="project_code", columns="step_code", values="actual_date", aggfunc="min", observed=True
    )
    for step, earlier in BEFORE.items():
        for before in earlier:
            if step not in dates or before not in dates:
                continue
            wrong = dates.index[dates[step] < dates[before]]
            mask = (frame["step_code"] == step) & frame["project_code"].isin(wrong) & frame["actual_date"].notna()
            table.flag(report, "steps_out_of_order", "actual_date", mask, step=step, before=before)


def check_areas(tables: Tables, report: Report, known: Known | None) -> None:
    """Area years are imported and area codes exist in their year."""
    if known is None or not known.areas:
        return
    _check_municipalities(tables["project"], report, known)
    years = ", ".join(str(year) for year in sorted(known.areas))
    for table in tables.values():
        if "area_year" not in table.frame:
            continue
        given = table.frame["area_year"]
        table.flag(
            report, "area_year_unknown", "area_year", given.notna() & ~given.isin(list(known.areas)), years=years
        )
        for year, codes in sorted(known.areas.items()):
            area = table.frame["area_code"]
            wrong = ((given == year) & area.notna() & ~area.isin(codes)).to_numpy()
            if wrong.any():
                _report_area(table, wrong, year, known, report)


def _report_area(table: Table, wrong: np.ndarray, year: int, known: Known, report: Report) -> None:
    place = table.place("area_code", wrong)
    report.add("area_unknown", place, lambda n: {"hint": _area_hint(place.texts[n], year, known)}, year=year)


def _area_hint(text: str, year: int, known: Known) -> str:
    """What became of a code that a year does not have, or else the code most like it in the same municipality."""
    code = text.strip().upper()
    there = known.moved.get(year, {}).get(code, ())
    told = [explain(code, year), say("intake.hint.moved", codes=named(there), year=year) if there else ""]
    if any(told):
        return sentences(*told)
    close = nearest_area(code, known.areas[year])
    return say("intake.hint.nearest", code=close) if close else say("intake.hint.look_up", code=code)


def _check_municipalities(table: Table, report: Report, known: Known) -> None:
    """Gemeenten exist in some imported year; what became of one that does not is said as of the newest."""
    codes, newest = frozenset[str]().union(*known.areas.values()), max(known.areas)
    given = table.frame["municipality_codes"]
    wrong = np.array([isinstance(one, tuple) and not codes.issuperset(one) for one in given], dtype=bool)
    if wrong.any():
        place = table.place("municipality_codes", wrong)
        missing = [next(code for code in one if code not in codes) for one in given[wrong]]
        years = say("intake.hint.any_year")
        report.add("area_unknown", place, lambda n: {"hint": _area_hint(missing[n], newest, known)}, year=years)


CENT = 0.01
MEAN_IMPLAUSIBLE = 1_000_000
LADDER = ("established", "imposed", "irrevocable", "collected")  # kinds of money a decision leads to
SERIES = ["project_code", "area_code", "area_year", "partner_code", "measure_code", "subject", "decision_month"]
GROUP = ["project_code", "area_code", "area_year", "partner_code", "subject", "month", "value_basis"]
NEEDED = ["project_code", "area_code", "area_year", "partner_code", "measure_code", "subject", "month", "value"]


def check_period(tables: Tables, report: Report, facts: Facts | None) -> None:
    """Months lie inside the period of the delivery."""
    if facts is None:
        return
    first, last = pd.Timestamp(facts.period_from), pd.Timestamp(facts.period_to)
    period = {"first": f"{first:%m-%Y}", "last": f"{last:%m-%Y}"}
    for table in tables.values():
        if "month" in table.frame:
            month = table.frame["month"]
            table.flag(report, "month_outside_period", "month", (month < first) | (month > last), **period)


def check_partners(tables: Tables, report: Report, facts: Facts | None) -> None:
    """A partner delivers its own figures; the lead of a project and the municipalities may deliver for others."""
    if facts is None:
        return
    result, referral = tables["result"], tables["referral"]
    mine = result.frame["partner_code"] == facts.partner_code
    project = tables["project"].frame
    led = project["project_code"][project["lead_partner_code"] == facts.partner_code]
    is_municipal = facts.partner_code == MUNICIPALITIES
    may = mine | is_municipal | result.frame["project_code"].isin(set(led.dropna()))
    other = result.frame["partner_code"].notna() & ~may
    result.flag(report, "other_partner", "partner_code", other, partner=facts.partner_code)
    sender = referral.frame["from_partner_code"]
    foreign = sender.notna() & (sender != facts.partner_code)
    referral.flag(report, "other_sender", "from_partner_code", foreign, partner=facts.partner_code)
    _check_measures(result, result.frame["partner_code"].astype("str"), report)
    context = tables["context"]
    _check_measures(context, pd.Series(facts.partner_code, index=context.frame.index, dtype="str"), report)
    if is_municipal and facts.municipality_codes:
        own = {code.removeprefix("GM") for code in facts.municipality_codes}
        for table in (result, context):
            area = table.frame["area_code"].astype("object")
            elsewhere = area.notna() & ~area.astype("str").str[2:6].isin(own)
            table.flag(
                report, "area_of_other_municipality", "area_code", elsewhere, codes=", ".join(facts.municipality_codes)
            )


def _check_measures(table: Table, partner: pd.Series, report: Report) -> None:
    """A partner delivers only the measures the catalogue expects of it."""
    measure = table.frame["measure_code"]
    strange = np.zeros(len(measure), dtype=bool)
    for code in measure.cat.categories:
        expected = MEASURE[str(code)]["partners"].split()
        if expected:
            strange |= ((measure == code) & partner.notna() & ~partner.isin(expected)).to_numpy()
    table.flag(report, "measure_not_of_partner", "measure_code", strange)


def check_families(tables: Tables, report: Report) -> None:
    """A part is no larger than its whole: irregular addresses fit in the examined ones; a missing whole counts as zero."""
    table = tables["result"]
    rows = table.frame.dropna(subset=NEEDED)
    family = fact_of(rows["measure_code"], "family")
    rows, family = rows[(family != "").to_numpy()], family[family != ""]
    if rows.empty:
        return
    group = rows.assign(family=family.astype("category")).groupby(
        [*GROUP, "family"], observed=True, dropna=False, sort=False
    )
    numbers = group.ngroup().to_numpy()
    rank = fact_of(rows["measure_code"], "family_rank").astype("int64").to_numpy()
    value = rows["value"].to_numpy()
    for inner in range(2, int(rank.max()) + 1):
        whole = np.zeros(int(numbers.max()) + 1)
        is_whole, is_part = rank == inner - 1, rank == inner
        np.maximum.at(whole, numbers[is_whole], value[is_whole])
        limit = np.where(is_part, whole[numbers], np.inf)
        _report_parts(table, rows.index[value > limit], limit[value > limit], report)


def _report_parts(table: Table, wrong: pd.Index, limits: np.ndarray, report: Report) -> None:
    if wrong.empty:
        return
    place = table.place("value", table.frame.index.isin(wrong))
    measures = table.frame["measure_code"]

    def detail(position: int) -> dict[str, object]:
        code = str(measures.loc[place.rows[position]])
        family, rank = MEASURE[code]["family"], int(MEASURE[code]["family_rank"])
        outer = next(m for m in MEASURE.values() if m["family"] == family and m["family_rank"] == str(rank - 1))
        return {
            "part": MEASURE[code]["delivery_code"],
            "whole": outer["delivery_code"],
            "limit": f"{limits[position]:.0f}",
        }

    report.add("part_larger_than_whole", place, detail)


def check_euros(tables: Tables, report: Report) -> None:
    """Protected amounts come with the number of files and the largest contribution, and these fit."""
    table = tables["result"]
    frame = table.frame
    value, files, largest = frame["value"], frame["n_files"], frame["largest_contribution"]
    is_protected = fact_of(frame["measure_code"], "protection") == "amount"
    amount = is_protected & (unit_of(frame["measure_code"]) == "eur") & (value > 0)
    has_text = {
        name: table.broken.get(name, np.zeros(len(frame), dtype=bool)) for name in ("n_files", "largest_contribution")
    }
    table.flag(report, "amount_without_files", "n_files", amount & files.isna() & ~has_text["n_files"])
    missing = amount & largest.isna() & ~has_text["largest_contribution"]
    table.flag(report, "amount_without_largest", "largest_contribution", missing)
    table.flag(report, "amount_of_no_files", "n_files", amount & (files == 0))
    table.flag(report, "more_files_than_cents", "n_files", amount & (files > np.rint(value / CENT)))
    table.flag(report, "more_new_files_than_files", "n_new_files", is_protected & (frame["n_new_files"] > files))
    table.flag(report, "largest_above_value", "largest_contribution", is_protected & (largest > value + CENT))
    mean = (value / files.where(files > 0)).where(amount)
    table.flag(report, "largest_below_mean", "largest_contribution", largest < mean - CENT)
    table.flag(report, "mean_implausible", "value", mean > MEAN_IMPLAUSIBLE)


def check_decisions(tables: Tables, report: Report) -> None:
    """A month of decision belongs to money on the ladder, is not after the month itself, and not before its project."""
    table, project = tables["result"], tables["project"].frame
    frame = table.frame
    decided, code = frame["decision_month"], frame["project_code"].astype("object")
    is_step = fact_of(frame["measure_code"], "money_kind").isin(LADDER)
    is_judged = decided.notna() & frame["measure_code"].notna()
    table.flag(report, "decision_of_other_measure", "decision_month", is_judged & ~is_step)
    table.flag(report, "decision_after_month", "decision_month", is_judged & is_step & (decided > frame["month"]))
    dated = project.dropna(subset=["project_code", "start_date"]).drop_duplicates("project_code")
    starts = dict(zip(dated["project_code"], dated["start_date"].dt.to_period("M").dt.start_time, strict=True))
    early = is_judged & is_step & (decided < pd.to_datetime(code.map(starts)))
    table.flag(report, "decision_before_project", "decision_month", early)
    blank = is_step & decided.isna() & ~table.broken.get("decision_month", np.zeros(len(frame), dtype=bool))
    if is_judged.any():
        table.flag(report, "decision_missing", "decision_month", blank)


def check_cumulative(tables: Tables, report: Report) -> None:
    """A cumulative series never falls, is cumulative for all its months, and its amounts do not rise without files."""
    table = tables["result"]
    rows = table.frame.dropna(subset=NEEDED)
    is_cumulative = (rows["value_basis"] == "cumulative").to_numpy()
    if not is_cumulative.any():
        return
    numbers = rows.groupby(SERIES, observed=True, dropna=False, sort=False).ngroup().to_numpy()
    share = np.bincount(numbers, weights=is_cumulative) / np.bincount(numbers)
    mixed = rows.index[(share[numbers] < 1) & is_cumulative]
    table.flag(report, "mixed_basis", "value_basis", table.frame.index.isin(mixed))
    order = np.lexsort((rows["month"].to_numpy(), numbers))
    order = order[is_cumulative[order]]
    ordered, value = numbers[order], rows["value"].to_numpy()[order]
    follows = np.zeros(len(order), dtype=bool)
    follows[1:] = ordered[1:] == ordered[:-1]
    falls = follows & (np.diff(value, prepend=np.inf) < 0)
    table.flag(report, "cumulative_falls", "value", table.frame.index.isin(rows.index[order[falls]]))
    is_amount = (fact_of(rows["measure_code"], "protection") == "amount").to_numpy()[order]
    files = rows["n_files"].to_numpy()[order]
    alone = follows & is_amount & (np.diff(value, prepend=np.inf) > 0) & (np.diff(files, prepend=-np.inf) <= 0)
    table.flag(report, "amount_rises_without_files", "n_files", table.frame.index.isin(rows.index[order[alone]]))


def check_referrals(tables: Tables, report: Report) -> None:
    """No more signals settled than passed on, and to somebody else."""
    table = tables["referral"]
    frame = table.frame
    table.flag(report, "settled_above_passed_on", "n_settled", frame["n_settled"] > frame["n_passed_on"])
    receiver = frame["to_partner_code"].astype("str")
    table.flag(report, "referral_to_self", "to_partner_code", receiver == frame["from_partner_code"].astype("str"))


def check_areas_of_projects(tables: Tables, report: Report) -> None:
    """Results lie in an area the delivery gives for that project, when it gives the project's areas at all."""
    table, areas = tables["result"], tables["project_area"].frame
    given = set(zip(areas["project_code"].astype("str"), areas["area_code"].astype("str"), strict=True))
    if not given:
        return
    projects = {project for project, _ in given}
    pairs = table.frame[["project_code", "area_code"]].dropna()
    distinct = pairs.drop_duplicates()
    outside = [
        row
        for row, project, area in zip(distinct.index, distinct["project_code"], distinct["area_code"], strict=True)
        if project in projects and (project, area) not in given
    ]
    if outside:
        heading = next(column.heading for column in table.sheet.columns if column.name == "area_code")
        values = distinct.loc[outside, "area_code"].astype("str").tolist()
        report.add("area_not_of_project", Place(table.sheet.heading, heading, outside, values))


IMPLAUSIBLE = 20_000_000  # more than there are inhabitants, addresses or companies in the Netherlands
IMPOSSIBLE = 1_000_000_000
CELL = ["project_code", "partner_code", "measure_code", "subject", "month", "decision_month"]
NEVER_BEGAN = ("proposed", "rejected")


def check_sizes(tables: Tables, report: Report) -> None:
    """Counts that can be: no more than there are people, no more examined than there are addresses."""
    result, areas = tables["result"], tables["project_area"].frame
    frame = result.frame
    is_count = unit_of(frame["measure_code"]) == "count"
    _flag_size(result, "value", frame["value"].where(is_count), report)
    for name, columns in (("referral", ("n_passed_on", "n_settled")), ("context", ("value", "denominator"))):
        for column in columns:
            _flag_size(tables[name], column, tables[name].frame[column], report)
    there = areas.dropna(subset=["project_code", "n_addresses"]).astype({"project_code": "object"})
    addresses = there.groupby("project_code")["n_addresses"].sum()
    examined = frame[(frame["measure_code"] == "examined_addresses") & (frame["value_basis"] != "cumulative")]
    sums = examined.astype({"project_code": "object"}).groupby("project_code")["value"].sum()
    known = sums.index.intersection(addresses.index)
    for code in known[(sums[known] > addresses[known]).to_numpy()]:
        rows = examined.index[examined["project_code"] == code].tolist()
        place = Place(result.sheet.heading, "waarde", rows[-1:])
        report.add("more_examined_than_addresses", place, project=code, n=int(sums[code]), limit=int(addresses[code]))
    context = tables["context"]
    above = context.frame["value"] > context.frame["denominator"]
    context.flag(report, "above_denominator", "value", above & (context.frame["denominator"] > 0))


def _flag_size(table: Table, name: str, counts: pd.Series, report: Report) -> None:
    """What cannot be is refused, what hardly can be is told."""
    table.flag(report, "count_impossible", name, counts >= IMPOSSIBLE)
    table.flag(report, "count_implausible", name, (counts > IMPLAUSIBLE) & (counts < IMPOSSIBLE))


def check_cells(tables: Tables, report: Report) -> None:
    """No figure twice: not under two years of areas, not for a wijk and for its buurten."""
    table = tables["result"]
    rows = table.frame.dropna(subset=NEEDED)
    if rows.empty:
        return
    if len(rows["area_year"].unique()) > 1:
        years = rows.groupby([*CELL, "area_code"], observed=True, dropna=False, sort=False)["area_year"]
        twice = rows.index[(years.transform("nunique") > 1).to_numpy()]
        table.flag(report, "same_cell_in_two_years", "area_year", table.frame.index.isin(twice))
    area = rows["area_code"].astype("str")
    keys = rows[CELL].assign(
        district=np.where(area.str.startswith("GM"), "", "WK" + area.str[2:8]), town="GM" + area.str[2:6]
    )
    level = area.str[:2]
    levels = set(level.unique())
    for outer, inner, within in (("WK", "BU", "district"), ("GM", "WK", "town"), ("GM", "BU", "town")):
        if not {outer, inner} <= levels:
            continue
        whole = pd.MultiIndex.from_frame(keys.loc[level == outer, [*CELL, within]].astype("object"))
        part = pd.MultiIndex.from_frame(keys.loc[level == inner, [*CELL, within]].astype("object"))
        beside = rows.index[level == inner][part.isin(whole)]
        table.flag(report, "area_beside_its_parts", "area_code", table.frame.index.isin(beside), outer=outer)


def check_course(tables: Tables, report: Report) -> None:
    """Results are of a project that began, by partners that take part, in gemeenten where it runs."""
    table, project = tables["result"], tables["project"].frame
    frame = table.frame
    described = project.dropna(subset=["project_code"]).drop_duplicates("project_code")
    if described.empty or frame.empty:
        return
    code = frame["project_code"].astype("object")
    by_code = described.set_index(described["project_code"].astype("object"))
    start = pd.to_datetime(code.map(by_code["start_date"].dt.to_period("M").dt.start_time))
    has_value = frame["value"] > 0
    table.flag(report, "result_before_start", "month", has_value & (frame["month"] < start))
    never = code.map(by_code["status"].astype("object")).isin(NEVER_BEGAN)
    table.flag(report, "result_of_no_project", "project_code", has_value & never)
    named = frame[["project_code", "partner_code", "area_code"]].astype("object")
    distinct = named.drop_duplicates().dropna()
    of_row = by_code.reindex(distinct["project_code"])
    fits = {
        "partner": [
            not isinstance(own, tuple) or one in own or one == lead
            for own, lead, one in zip(
                of_row["partner_codes"],
                of_row["lead_partner_code"].astype("object"),
                distinct["partner_code"],
                strict=True,
            )
        ],
        "town": [
            not isinstance(home, tuple) or f"GM{area[2:6]}" in home
            for home, area in zip(of_row["municipality_codes"], distinct["area_code"], strict=True)
        ],
    }
    judged = named.merge(distinct.assign(**fits), how="left", on=list(named.columns))
    outside = [judged[name].isin([False]).to_numpy() for name in ("partner", "town")]
    table.flag(report, "partner_not_of_project", "partner_code", outside[0])
    table.flag(report, "area_outside_municipalities", "area_code", outside[1])


def check_imposed(tables: Tables, report: Report) -> None:
    """Of decisions taken in the period, no more is imposed than was established."""
    frame = tables["result"].frame
    rows = frame.dropna(subset=["project_code", "measure_code", "decision_month", "value"])
    delivery = tables["delivery"].frame
    if rows.empty or len(delivery) != 1:
        return
    rows = rows[(rows["decision_month"] >= delivery["period_from"].iloc[0]) & (rows["value_basis"] != "cumulative")]
    kind = fact_of(rows["measure_code"], "money_kind")
    keys = ["project_code", "partner_code", "subject", "decision_month"]
    sums = rows.assign(kind=kind.astype("object")).pivot_table(
        index=keys, columns="kind", values="value", aggfunc="sum", observed=True
    )
    if not {"established", "imposed"} <= set(sums.columns):
        return
    for key in sums.index[(sums["imposed"] > sums["established"].fillna(0) + CENT).to_numpy()]:
        wrong = (rows[keys].astype("object") == list(key)).all(axis=1) & (kind == "imposed")
        table = tables["result"]
        numbers = {
            "imposed": f"{sums.loc[key, 'imposed']:.2f}",
            "established": f"{sums['established'].fillna(0)[key]:.2f}",
        }
        table.flag(report, "imposed_above_established", "value", table.frame.index.isin(rows.index[wrong]), **numbers)
