"""The contract of a delivery: which sheets, which columns, what they may hold. The one rule set.

Upload page, ``lsi check`` and the build all use what stands here. Dutch headings, because Dutch officials fill them in;
English names inside.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from dashboard.settings import QUERIES
from dashboard.steward.intake.codes import (
    DELIVERY_STATUS,
    LESSON_THEMES,
    MOMENTS,
    PROJECT_STATUS,
    STEP_DOCUMENTS,
    SUSTAINMENT_STATUS,
    VALUE_BASIS,
    YES_NO,
)

# key: a short code of the partner's own. codes without a code list: codes of municipalities. numbers: numbers of deliveries.
Kind = Literal[
    "text", "key", "code", "codes", "numbers", "date", "month", "count", "amount", "days", "yes_no", "area_code", "year"
]  # fmt: skip

LISTS = frozenset({"codes", "numbers"})  # kinds of which one cell holds several
FORMAT_VERSION = "2"
FORMATS = ("1", FORMAT_VERSION)
MAX_TEXT = 500
MUNICIPALITIES = "GEM"  # the one partner that delivers by many: each gemeente is a source of its own


@cache
def seed(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``queries/seeds/<name>.csv`` as dictionaries."""
    with (QUERIES / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _codes(name: str, **equal: str) -> dict[str, str]:
    """Delivered code to inner code, for every row of a seed that has a delivered code and these values."""
    rows = (row for row in seed(name) if all(row[field] == value for field, value in equal.items()))
    return {row["delivery_code"]: row["code"] for row in rows if row["delivery_code"]}


PARTNERS = _codes("partners")
MEASURES = _codes("measures")
CONTEXT_MEASURES = _codes("measures", theme="context")
RESULT_MEASURES = {delivered: code for delivered, code in MEASURES.items() if delivered not in CONTEXT_MEASURES}
MEASURE = {row["code"]: row for row in seed("measures")}
NOT_DELIVERABLE = frozenset(row["code"] for row in seed("measures") if not row["delivery_code"])
PROJECT_TYPES = _codes("project_types")
STEPS = {row["code"]: row["code"] for row in seed("steps")}
SUBJECTS = {row["code"]: row["code"] for row in seed("subjects")}


@dataclass(frozen=True)
class Column:
    """One column of a sheet: the Dutch heading, the inner name, what it holds.

    Attributes:
        measured: its number is read by the unit of the measure in the same row: "1.234" is 1234 addresses, but doubtful
            as euros.
        also: another heading people write above it.
    """

    heading: str
    name: str
    kind: Kind
    required: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    measured: bool = False
    also: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its Dutch name, its inner name, its columns and the key that makes a row unique."""

    heading: str
    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False

    def by_heading(self) -> dict[str, Column]:
        """Columns by their Dutch heading, and by the other one people write."""
        also = {column.also: column for column in self.columns if column.also}
        return also | {column.heading: column for column in self.columns}


def _c(heading: str, name: str, kind: Kind, required: bool = False, codes: dict[str, str] | None = None) -> Column:
    measured = heading in {"doelwaarde", "waarde"} and kind == "amount"
    return Column(heading, name, kind, required, codes or {}, measured)


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "levering",
        "delivery",
        (
            _c("partner", "partner_code", "code", True, PARTNERS),
            Column("gemeentecodes", "municipality_codes", "codes", also="gemeentecode"),
            _c("peildatum", "reference_date", "date", True),
            _c("periode_van", "period_from", "month", True),
            _c("periode_tot", "period_to", "month", True),
            _c("status", "status", "code", True, DELIVERY_STATUS),
            _c("vervangt", "replaces", "numbers"),
            _c("formatversie", "format_version", "text"),
        ),
        ("partner_code",),
        required=True,
    ),
    Sheet(
        "projecten",
        "project",
        (
            _c("projectcode", "project_code", "key", True),
            _c("titel", "title", "text", True),
            _c("projecttype", "type_code", "code", True, PROJECT_TYPES),
            _c("verantwoordelijke_partner", "lead_partner_code", "code", True, PARTNERS),
            _c("projectleider_organisatie", "manager_organisation", "text"),
            _c("projectleider_functie", "manager_role", "text"),
            _c("convenantversie", "covenant_version", "text"),
            _c("deelnemende_partners", "partner_codes", "codes", True, PARTNERS),
            _c("gemeentecodes", "municipality_codes", "codes", True),
            _c("status", "status", "code", True, PROJECT_STATUS),
            _c("start_gepland", "planned_start_date", "date", True),
            _c("start", "start_date", "date"),
            _c("einde_gepland", "planned_end_date", "date"),
            _c("einde", "end_date", "date"),
            _c("verlenging_tot", "extended_until_date", "date"),
            _c("verlenging_reden", "extension_reason", "text"),
            _c("doel_vooraf", "has_prior_goal", "yes_no", False, YES_NO),
            _c("aanleiding", "reason", "text"),
            _c("dpia_datum", "dpia_date", "date"),
            _c("collegebesluit_datum", "council_decision_date", "date"),
        ),
        ("project_code",),
    ),
    Sheet(
        "projectgebieden",
        "project_area",
        (
            _c("projectcode", "project_code", "key", True),
            _c("gebiedcode", "area_code", "area_code", True),
            _c("gebiedjaar", "area_year", "year", True),
            _c("adressen_in_gebied", "n_addresses", "count", True),
            _c("bedrijven_in_gebied", "n_companies", "count"),
        ),
        ("project_code", "area_code", "area_year"),
    ),
    Sheet(
        "stappen",
        "project_step",
        (
            _c("projectcode", "project_code", "key", True),
            _c("stap", "step_code", "code", True, STEPS),
            _c("gepland", "planned_date", "date"),
            _c("gerealiseerd", "actual_date", "date"),
            _c("format", "document", "code", False, STEP_DOCUMENTS),
            _c("vastgesteld_op", "adopted_on_date", "date"),
            _c("toelichting", "note", "text"),
        ),
        ("project_code", "step_code"),
    ),
    Sheet(
        "doelen",
        "project_goal",
        (
            _c("projectcode", "project_code", "key", True),
            _c("maatstaf", "measure_code", "code", True, RESULT_MEASURES),
            _c("doelwaarde", "target_value", "amount", True),
            _c("vastgesteld_op", "set_on_date", "date", True),
        ),
        ("project_code", "measure_code"),
    ),
    Sheet(
        "resultaten",
        "result",
        (
            _c("projectcode", "project_code", "key", True),
            _c("gebiedcode", "area_code", "area_code", True),
            _c("gebiedjaar", "area_year", "year", True),
            _c("partner", "partner_code", "code", True, PARTNERS),
            _c("maatstaf", "measure_code", "code", True, RESULT_MEASURES),
            _c("onderwerp", "subject", "code", True, SUBJECTS),
            _c("maand", "month", "month", True),
            _c("besluitmaand", "decision_month", "month"),
            _c("waarde", "value", "amount", True),
            _c("aantal_dossiers", "n_files", "count"),
            _c("aantal_dossiers_nieuw", "n_new_files", "count"),
            _c("grootste_bijdrage", "largest_contribution", "amount"),
            _c("waardebasis", "value_basis", "code", False, VALUE_BASIS),
            _c("gemengd_aan_bron", "is_mixed_at_source", "yes_no", False, YES_NO),
        ),
        (
            *("project_code", "area_code", "area_year", "partner_code", "measure_code", "subject", "month"),
            "decision_month",
        ),
    ),
    Sheet(
        "doorgeleidingen",
        "referral",
        (
            _c("projectcode", "project_code", "key", True),
            _c("maand", "month", "month", True),
            _c("van_partner", "from_partner_code", "code", True, PARTNERS),
            _c("naar_partner", "to_partner_code", "code", True, PARTNERS),
            _c("onderwerp", "subject", "code", True, SUBJECTS),
            _c("doorgeleid", "n_passed_on", "count", True),
            _c("afgehandeld", "n_settled", "count"),
            _c("mediane_doorlooptijd_dagen", "median_days", "days"),
        ),
        ("project_code", "month", "from_partner_code", "to_partner_code", "subject"),
    ),
    Sheet(
        "contextcijfers",
        "context",
        (
            _c("gebiedcode", "area_code", "area_code", True),
            _c("gebiedjaar", "area_year", "year", True),
            _c("maand", "month", "month", True),
            _c("maatstaf", "measure_code", "code", True, CONTEXT_MEASURES),
            _c("waarde", "value", "count", True),
            _c("noemer", "denominator", "count"),
        ),
        ("area_code", "area_year", "month", "measure_code"),
    ),
    Sheet(
        "borging",
        "sustainment",
        (
            _c("projectcode", "project_code", "key", True),
            _c("afspraakcode", "agreement_code", "key", True),
            _c("afspraak", "agreement", "text", True),
            _c("eigenaar_organisatie", "owner_organisation", "text", True),
            _c("eigenaar_functie", "owner_role", "text", True),
            _c("verankerd_in", "embedded_in", "text", True),
            _c("status", "status", "code", True, SUSTAINMENT_STATUS),
            _c("termijn", "due_date", "date"),
            _c("meetmoment", "moment_months", "code", False, MOMENTS),
            _c("maatstaf", "measure_code", "code", False, MEASURES),
            _c("waarde", "value", "amount"),
            _c("bewijs", "evidence", "text"),
        ),
        ("project_code", "agreement_code", "moment_months"),
    ),
    Sheet(
        "lessen",
        "lesson",
        (
            _c("projectcode", "project_code", "key", True),
            _c("thema", "theme_code", "code", True, LESSON_THEMES),
            _c("wat_werkte", "what_worked", "text"),
            _c("wat_werkte_niet", "what_did_not", "text"),
            _c("zou_weer_doen", "would_do_again", "yes_no", False, YES_NO),
        ),
        ("project_code", "theme_code", "what_worked", "what_did_not"),
    ),
)
BY_NAME: dict[str, Sheet] = {sheet.name: sheet for sheet in SHEETS}
