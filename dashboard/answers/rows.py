"""One class of rows per answer, made from the headers of ``queries/answers`` by ``python -m tests.answer_rows``.

A test holds this file current. A column that may be missing (``?`` in the header) is None where it is.
"""

# ruff: noqa: TC003  the annotations are read at run time
from __future__ import annotations

from datetime import date
from typing import NamedTuple


class AccountabilityStated(NamedTuple):
    """Wat projecten opgaven over reden, besluiten en enkele stappen.

    One row per project and step; ordered by project_code, step_code.
    """

    project_code: str
    reason: str | None
    council_decision_date: date | None
    dpia_date: date | None
    step_code: str
    name_nl: str
    name_en: str
    planned_date: date | None
    actual_date: date | None
    note: str | None


class AccountabilityTypical(NamedTuple):
    """Gebruikelijke getoonde aantallen per jaar.

    One row per level and measure; ordered by level, measure_code.
    """

    level: str
    measure_code: str
    n_typical: int  # as the measure


class AreaProjects(NamedTuple):
    """Welke projecten er ooit in gebieden werkten, en waarom.

    One row per project; ordered by first_date, project_code.
    """

    project_code: str
    title: str
    type_name_nl: str
    type_name_en: str
    first_date: date
    end_date: date | None
    stated_reason: str | None


class ChangesCounts(NamedTuple):
    """Alle aantallen per partner en kwartaal, om releases te vergelijken.

    One row per measure, partner and quarter; ordered by measure_code, partner_code, quarter.
    """

    measure_code: str
    partner_code: str
    quarter: date
    value: float  # as the measure


class CompareAreas(NamedTuple):
    """Gebieden om te vergelijken, met openbare kerncijfers.

    One row per area of one level on land; ordered by area_name, area_code.
    """

    area_code: str
    area_name: str
    parent_name: str | None
    n_inhabitants: int | None  # inhabitants
    n_dwellings: int | None  # dwellings
    owner_occupied_pct: float | None  # percent
    low_income_pct: float | None  # percent
    urbanity_class: int | None  # class 1 to 5


class CompareBreaks(NamedTuple):
    """Gebieden die niet te vergelijken zijn met een eerdere indeling.

    One row per area of today and level; ordered by area_code.
    """

    area_code: str
    break_year: int  # year


class CompareMeasures(NamedTuple):
    """Alle aandelen per gebied van een niveau.

    One row per area of one level and share with a figure; ordered by measure_code, area_code.
    """

    measure_code: str
    area_code: str
    n_value: int  # as the numerator
    n_denominator: int  # as the denominator


class CompareYears(NamedTuple):
    """Twee aantallen per gebied en jaar.

    One row per area of one level and year with a figure; ordered by area_code, year.
    """

    area_code: str
    year: int
    n_value: int  # as the measure
    n_denominator: int  # as the denominator


class DefinitionsBreaks(NamedTuple):
    """Waar een reeks niet doorloopt omdat de definitie veranderde.

    One row per measure and break; ordered by measure_code, break_date.
    """

    measure_code: str
    measure_name_nl: str
    measure_name_en: str
    break_date: date
    name_nl: str
    name_en: str
    source: str


class DefinitionsMeasures(NamedTuple):
    """Alle maatstaven met hun definitie.

    One row per measure; ordered by position.
    """

    measure_code: str
    position: int
    name_nl: str
    name_en: str
    definition_nl: str
    definition_en: str
    unit: str
    object: str
    money_kind: str
    polarity: str
    theme: str
    numerator: str | None
    denominator: str | None
    protection: str
    min_denominator: int | None
    partners: str
    valid_from_date: date
    valid_to_date: date | None
    source: str


class DefinitionsReviews(NamedTuple):
    """Wanneer definities hierna opnieuw worden bekeken.

    One row per measure with a review of its own, first one for all others; ordered by measure_code.
    """

    measure_code: str | None
    measure_name_nl: str | None
    measure_name_en: str | None
    review_month: date
    planned_nl: str | None
    planned_en: str | None
    source_nl: str
    source_en: str


class DefinitionsVersions(NamedTuple):
    """Alle definities van maatstaven door de tijd.

    One row per measure and version; ordered by measure_code, version.
    """

    measure_code: str
    measure_name_nl: str
    measure_name_en: str
    version: int
    valid_from_date: date
    valid_to_date: date | None
    definition_nl: str
    definition_en: str
    source: str
    what_changed_nl: str | None
    what_changed_en: str | None
    what_changed_source: str | None


class EffectAreas(NamedTuple):
    """Buurten waaruit projectgebieden en vergelijkingsgebieden komen.

    One row per neighbourhood of today; ordered by area_code.
    """

    area_code: str
    area_name: str
    municipality_code: str
    municipality_name: str
    urbanity_class: int | None  # 1 to 5
    n_dwellings: int | None  # dwellings
    neighbours: tuple[str, ...]


class EffectMembership(NamedTuple):
    """Welke buurten in welk project zaten, en wanneer.

    One row per project and neighbourhood of today; ordered by project_code, area_code.
    """

    project_code: str
    area_code: str
    start_date: date
    end_date: date | None


class EffectProjects(NamedTuple):
    """Projecten waarvan een effect gevraagd kan worden.

    One row per project that started; ordered by project_code.
    """

    project_code: str
    title: str
    type_code: str
    type_name_nl: str
    type_name_en: str
    status: str
    start_date: date
    end_date: date | None
    province_code: str
    municipality_codes: tuple[str, ...]


class EffectSeries(NamedTuple):
    """Een contextcijfer per buurt en kwartaal.

    One row per neighbourhood of today and quarter; ordered by area_code, quarter.
    """

    area_code: str
    quarter: date
    n_value: int  # as the measure


class EurosTotals(NamedTuple):
    """Bedragen met hun marge, in een van de manieren waarop zij worden uitgesplitst.

    One row per part, measure, whether mixed at source, codes of the view, and period; ordered by part,
    measure_code, is_mixed, province_code, municipality_code, partner_code, type_code, project_code, period.
    """

    part: str
    grain: str
    measure_code: str
    money_kind: str
    is_mixed: bool
    province_code: str | None
    municipality_code: str | None
    partner_code: str | None
    type_code: str | None
    project_code: str | None
    period: date | None
    amount_eur: float | None  # euro
    margin_pct: int | None  # percent
    n_files: int | None  # files
    reason: str | None


class FrameAreaPath(NamedTuple):
    """Een gebied en alles waar het in ligt.

    One row per area from wide to narrow; ordered by depth.
    """

    area_code: str
    area_name: str
    level: str
    depth: int


class FrameAreas(NamedTuple):
    """Gebieden om uit te kiezen.

    One row per province and municipality; ordered by level, area_name, area_code.
    """

    area_code: str
    area_name: str
    level: str
    parent_code: str | None


class FramePeriod(NamedTuple):
    """Eerste en laatste jaar met leveringen.

    One row; ordered by first_year.
    """

    first_year: int
    last_year: int
    last_quarter: date


class FrameProjectTypes(NamedTuple):
    """Soorten projecten.

    One row per project type; ordered by type_code.
    """

    type_code: str
    name_nl: str
    name_en: str


class MapAgreements(NamedTuple):
    """Borgingsafspraken per gebied en hoeveel er werken.

    One row per area with an agreement; ordered by area_code.
    """

    area_code: str
    n_agreed: int  # agreements
    n_working: int  # agreements


class MapAreas(NamedTuple):
    """Een maatstaf per gebied.

    One row per area of one level inside one parent; ordered by is_water, area_name, area_code.
    """

    area_code: str
    area_name: str
    is_water: bool
    n_projects: int  # projects
    n_addresses: int  # addresses in project areas
    n_value: int  # as the measure
    n_denominator: int  # as the denominator
    n_sources: int  # sources
    n_missing: int  # sources
    is_undelivered: bool


class MapContext(NamedTuple):
    """Een kerncijfer per gebied.

    One row per area on land of one level inside one parent; ordered by area_name, area_code.
    """

    area_code: str
    area_name: str
    value: float | None  # as the figure
    year: int | None
    source: str | None


class MapDrawings(NamedTuple):
    """Wat er van de gebieden van een niveau getekend wordt.

    One row per area, land or water; ordered by area_code, is_water.
    """

    area_code: str
    is_water: bool
    area_name: str
    label_x: float  # metres
    label_y: float  # metres
    shape: bytes
    stripes: bytes
    dots: bytes


class MapFigures(NamedTuple):
    """Kerncijfers die een niveau heeft.

    One row per figure; ordered by position.
    """

    figure_code: str
    position: int
    name_nl: str
    name_en: str
    definition_nl: str
    definition_en: str
    unit: str
    year: int


class MapNeighbours(NamedTuple):
    """Buren van de gebieden van een niveau.

    One row per pair of areas on land that share a border, both ways; ordered by area_code, neighbour_code.
    """

    area_code: str
    neighbour_code: str


class MapPeriods(NamedTuple):
    """Een maatstaf per gebied en jaar of kwartaal.

    One row per area of one level inside one parent and period with a result; ordered by area_code, period.
    """

    area_code: str
    period: int
    n_value: int  # as the measure
    n_denominator: int  # as the denominator


class MapProjects(NamedTuple):
    """Projecten op de kaart, met de grenzen van hun gebieden.

    One row per project, area and land or water; ordered by project_code, area_code, is_water.
    """

    project_code: str
    title: str
    status: str
    partners_nl: str
    partners_en: str
    area_code: str
    is_water: bool
    shape: bytes


class MapShapes(NamedTuple):
    """Grenzen van de gebieden van een niveau.

    One row per area, land or water; ordered by area_code, is_water.
    """

    area_code: str
    is_water: bool
    shape: bytes


class OverviewAttention(NamedTuple):
    """Wat een besluit vraagt.

    One row per project and reason; ordered by reason, since_date, project_code.
    """

    reason: str
    project_code: str
    title: str
    since_date: date


class OverviewCompleteness(NamedTuple):
    """Hoe compleet is deze periode.

    One row; ordered by n_sources.
    """

    n_sources: int  # sources
    n_complete: int  # sources
    n_provisional: int  # sources
    n_missing: int  # sources
    missing: str | None
    missing_nl: str | None
    missing_en: str | None
    first_provisional_quarter: date | None


class OverviewCounts(NamedTuple):
    """Aantallen per kwartaal.

    One row per measure and quarter; ordered by measure_code, quarter.
    """

    measure_code: str
    quarter: date
    n_value: int  # as the measure


class OverviewFunnel(NamedTuple):
    """Van projectgebied tot afhandeling.

    One row; ordered by n_scope.
    """

    n_scope: int  # addresses
    n_selected: int  # addresses
    n_examined: int  # addresses
    n_irregular: int  # addresses
    n_referred: int  # addresses
    n_passed_on: int  # signals
    n_settled: int  # signals


class OverviewGoals(NamedTuple):
    """Doelen die vooraf waren gesteld.

    One row; ordered by n_projects.
    """

    n_projects: int  # projects
    n_with_goal: int  # projects
    n_for_measure: int  # projects


class OverviewPartners(NamedTuple):
    """Resultaten per partner.

    One row per partner; ordered by partner_code.
    """

    partner_code: str
    name_nl: str
    name_en: str
    n_value: int | None  # as the measure
    n_sources: int  # sources
    n_absent: int  # sources
    n_quarters: int  # quarters
    n_missing: int  # quarters
    n_provisional: int  # quarters


class OverviewProjects(NamedTuple):
    """Lopende en afgesloten projecten per kwartaal.

    One row per quarter; ordered by quarter.
    """

    quarter: date
    n_running: int  # projects at its end
    n_closed: int  # projects in it


class OverviewReferrals(NamedTuple):
    """Doorgeleid en afgehandeld per kwartaal.

    One row per quarter; ordered by quarter.
    """

    quarter: date
    n_passed_on: int  # signals
    n_settled: int  # signals


class OverviewSustainment(NamedTuple):
    """Borgingsafspraken en hun laatste status.

    One row; ordered by n_agreed.
    """

    n_agreed: int  # agreements
    n_working: int  # agreements
    n_unmeasured: int  # agreements


class OwnAreaCells(NamedTuple):
    """Wijken en buurten van een gemeente om een eigen gebied van te maken.

    One row per district and neighbourhood on land; ordered by area_name, area_code.
    """

    area_code: str
    area_name: str
    level: str
    district_code: str
    municipality_code: str
    province_code: str
    n_inhabitants: int | None  # inhabitants
    n_dwellings: int | None  # dwellings
    owner_occupied_pct: float | None  # percent
    low_income_pct: float | None  # percent
    urbanity_class: int | None  # class 1 to 5


class PartnersCounts(NamedTuple):
    """Aantallen per partner en maatstaf.

    One row per measure and partner; ordered by measure_code, partner_code.
    """

    measure_code: str
    partner_code: str
    n_value: int  # as the measure


class PartnersDeliveries(NamedTuple):
    """Wie leverde welk kwartaal, en wanneer.

    One row per source and quarter; ordered by is_municipality, province_name, name_nl, source_code, quarter.
    """

    source_code: str
    partner_code: str
    is_municipality: bool
    province_name: str | None
    name_nl: str
    name_en: str
    quarter: date
    reference_date: date | None
    first_reference_date: date | None
    is_expected: bool
    is_missing: bool
    is_provisional: bool
    is_restated: bool
    due_date: date
    days_late: int  # days
    is_chosen: bool


class PartnersFlows(NamedTuple):
    """Wat is doorgeleid, van wie naar wie, en afgehandeld.

    One row per sender and receiver; ordered by from_partner_code, to_partner_code.
    """

    from_partner_code: str
    to_partner_code: str
    n_passed_on: int  # signals
    n_settled: int  # signals


class PartnersNames(NamedTuple):
    """Partners met de naam van dat moment.

    One row per partner; ordered by partner_code.
    """

    partner_code: str
    name_nl: str
    name_en: str


class PartnersSettlement(NamedTuple):
    """Doorlooptijd van doorgeleidingen per ontvanger.

    One row per receiver and class of days; ordered by to_partner_code, days_from.
    """

    to_partner_code: str
    days_from: int  # days
    n_settled: int  # signals


class ProjectAreas(NamedTuple):
    """Gebieden van één project met wat erin ligt.

    One row per area and area year; ordered by area_code, area_year.
    """

    area_code: str
    area_year: int
    area_name: str | None
    municipality_name: str
    is_comparable: bool
    n_addresses: int  # addresses
    n_companies: int | None  # companies


class ProjectCosts(NamedTuple):
    """Kosten en uren van één project, voor zover opgegeven.

    One row per partner that stated a cost or hours; ordered by partner_code.
    """

    partner_code: str
    cost_eur: float | None  # euro
    effort_hours: float | None  # hours
    stated_until_month: date


class ProjectCounts(NamedTuple):
    """Aantallen van één project per maatstaf en partner.

    One row per measure and partner; ordered by position, partner_code.
    """

    measure_code: str
    position: int
    name_nl: str
    name_en: str
    theme: str
    protection: str
    partner_code: str
    n_value: int  # as the measure


class ProjectFeatures(NamedTuple):
    """Waarin projecten op elkaar lijken.

    One row per project; ordered by project_code.
    """

    project_code: str
    title: str
    type_code: str
    type_name_nl: str
    type_name_en: str
    partner_codes: str
    status: str
    start_date: date | None
    end_date: date | None
    n_addresses: int  # addresses
    urbanity_class: float | None  # class 1 to 5
    owner_occupied_pct: float | None  # percent


class ProjectFlows(NamedTuple):
    """Wat in één project is doorgeleid, van wie naar wie, en afgehandeld.

    One row per sender and receiver; ordered by from_partner_code, to_partner_code.
    """

    from_partner_code: str
    to_partner_code: str
    n_passed_on: int  # signals
    n_settled: int  # signals


class ProjectFunnels(NamedTuple):
    """Van projectgebied tot afhandeling, per project tot een leeftijd.

    One row per project; ordered by project_code.
    """

    project_code: str
    n_scope: int  # addresses
    n_selected: int  # addresses
    n_examined: int  # addresses
    n_irregular: int  # addresses
    n_referred: int  # addresses
    n_passed_on: int  # signals
    n_settled: int  # signals


class ProjectGoals(NamedTuple):
    """Doelen van projecten en wat tot nu toe is bereikt.

    One row per project and measure; ordered by project_code, measure_code.
    """

    project_code: str
    measure_code: str
    name_nl: str
    name_en: str
    unit: str
    polarity: str
    protection: str
    target_value: float  # as the measure
    set_on_date: date
    is_prior: bool
    reached: float | None  # as the measure
    margin_pct: int | None  # percent


class ProjectMap(NamedTuple):
    """Gebieden rond één project, en welke het beslaat.

    One row per area; ordered by area_code.
    """

    area_code: str
    is_inside: bool
    parent_code: str | None


class ProjectPartners(NamedTuple):
    """Partners van één project, en welke kwartalen zij leverden.

    One row per partner; ordered by partner_code.
    """

    partner_code: str
    name_nl: str
    name_en: str
    is_lead: bool
    takes_part: bool
    n_quarters: int  # quarters
    n_missing: int  # quarters
    n_provisional: int  # quarters


class ProjectSteps(NamedTuple):
    """De 28 stappen van één project, gepland en werkelijk.

    One row per step; ordered by position.
    """

    step_code: str
    position: int
    phase_code: str
    phase_name_nl: str
    phase_name_en: str
    name_nl: str
    name_en: str
    planned_date: date | None
    actual_date: date | None
    document: str | None
    adopted_on_date: date | None
    note: str | None


class ProjectsCard(NamedTuple):
    """Eén project: wie, waar en waarom.

    One row per project; ordered by project_code.
    """

    project_code: str
    partners_nl: str
    partners_en: str
    municipalities: str
    reason: str | None
    manager_organisation: str | None
    manager_role: str | None
    covenant_version: str | None
    dpia_date: date | None
    council_decision_date: date | None
    has_prior_goal: bool


class ProjectsLessons(NamedTuple):
    """Lessen van projecten.

    One row per project, theme and lesson; ordered by project_code, theme_code, what_worked, what_did_not.
    """

    project_code: str
    theme_code: str
    what_worked: str | None
    what_did_not: str | None
    would_do_again: bool | None


class ProjectsList(NamedTuple):
    """Alle projecten met hun laatste stand.

    One row per project; ordered by project_code.
    """

    project_code: str
    title: str
    type_code: str
    type_name_nl: str
    type_name_en: str
    lead_partner_code: str
    lead_name_nl: str
    lead_name_en: str
    status: str
    planned_start_date: date
    start_date: date | None
    planned_end_date: date | None
    end_date: date | None
    extended_until_date: date | None
    extension_reason: str | None
    has_dpia: bool
    last_step_date: date | None
    stated_on_date: date


class ProjectsPhases(NamedTuple):
    """Fasen van projecten, gepland en werkelijk.

    One row per project and phase; ordered by project_code, position.
    """

    project_code: str
    position: int
    phase_code: str
    phase_name_nl: str
    phase_name_en: str
    planned_from_date: date | None
    planned_until_date: date | None
    actual_from_date: date | None
    actual_until_date: date | None
    n_steps: int  # steps
    n_done: int  # steps
    note: str | None


class ProjectsRealisation(NamedTuple):
    """Wat van het plan kwam: stappen, evaluaties en metingen, per soort project.

    One row per project type; ordered by type_code.
    """

    type_code: str
    type_name_nl: str
    type_name_en: str
    n_projects: int  # projects
    n_dated: int  # steps
    n_in_time: int  # steps
    n_evaluations_due: int  # evaluations
    n_evaluated: int  # evaluations
    n_follow_ups_due: int  # measurements
    n_followed_up: int  # measurements


class SearchAreas(NamedTuple):
    """Alle gebieden bij naam.

    One row per area; ordered by area_code.
    """

    area_code: str
    area_name: str
    level: str
    municipality_code: str | None
    municipality_name: str | None


class SustainmentAgreements(NamedTuple):
    """Borgingsafspraken met hun laatste stand en hun waarden.

    One row per project and agreement; ordered by project_code, agreement_code.
    """

    project_code: str
    title: str
    type_code: str
    type_name_nl: str
    type_name_en: str
    agreement_code: str
    agreement: str
    owner_organisation: str
    owner_role: str
    embedded_in: str
    status: str
    due_date: date | None
    evidence: str | None
    measured_months: int
    measure_code: str | None
    n_0: int | None
    n_6: int | None
    n_12: int | None
    n_24: int | None
    due_12_date: date | None
    stated_on_date: date


class SustainmentFollowUps(NamedTuple):
    """Metingen na afsluiting die nog gedaan moeten worden.

    One row per project and moment still to be measured; ordered by due_date, project_code, moment_months.
    """

    project_code: str
    title: str
    moment_months: int
    due_date: date
    n_agreements: int  # agreements
    lead_name_nl: str
    lead_name_en: str
    stated_on_date: date


class TrendCount(NamedTuple):
    """Een aantal door de tijd.

    One row per period; ordered by period.
    """

    period: date
    n_value: int  # as the measure
    is_provisional: bool
    n_sources: int  # sources
    n_missing: int  # sources


class TrendDeliveries(NamedTuple):
    """Hoe compleet elke periode is.

    One row per period; ordered by period.
    """

    period: date
    is_provisional: bool
    n_sources: int  # sources
    n_missing: int  # sources


class TrendEur(NamedTuple):
    """Een bedrag door de tijd.

    One row per period; ordered by period.
    """

    period: date
    n_value: float | None  # euro
    margin_pct: int | None  # percent
    n_files: int | None  # files
    reason: str | None
    mixed_eur: float | None  # euro
    mixed_margin_pct: int | None  # percent
    is_provisional: bool
    n_sources: int  # sources
    n_missing: int  # sources


class TrendEvents(NamedTuple):
    """Gebeurtenissen in een periode.

    One row per event; ordered by event_date, kind, name_nl.
    """

    event_date: date
    kind: str
    name_nl: str
    name_en: str
    source: str


class TrendTargets(NamedTuple):
    """Doelen vooraf, gelijk verdeeld over de geplande maanden van elk project.

    One row per period; ordered by period.
    """

    period: date
    target_value: float  # as the measure


class WhatIfLargest(NamedTuple):
    """Het grootste project van een keuze, per kwartaal.

    One row per measure and quarter of one project; ordered by measure_code, quarter.
    """

    project_code: str
    title: str
    measure_code: str
    quarter: date
    n_value: int  # as the measure


NAMES: dict[type[NamedTuple], str] = {
    AccountabilityStated: "accountability__stated",
    AccountabilityTypical: "accountability__typical",
    AreaProjects: "area__projects",
    ChangesCounts: "changes__counts",
    CompareAreas: "compare__areas",
    CompareBreaks: "compare__breaks",
    CompareMeasures: "compare__measures",
    CompareYears: "compare__years",
    DefinitionsBreaks: "definitions__breaks",
    DefinitionsMeasures: "definitions__measures",
    DefinitionsReviews: "definitions__reviews",
    DefinitionsVersions: "definitions__versions",
    EffectAreas: "effect__areas",
    EffectMembership: "effect__membership",
    EffectProjects: "effect__projects",
    EffectSeries: "effect__series",
    EurosTotals: "euros__totals",
    FrameAreaPath: "frame__area_path",
    FrameAreas: "frame__areas",
    FramePeriod: "frame__period",
    FrameProjectTypes: "frame__project_types",
    MapAgreements: "map__agreements",
    MapAreas: "map__areas",
    MapContext: "map__context",
    MapDrawings: "map__drawings",
    MapFigures: "map__figures",
    MapNeighbours: "map__neighbours",
    MapPeriods: "map__periods",
    MapProjects: "map__projects",
    MapShapes: "map__shapes",
    OverviewAttention: "overview__attention",
    OverviewCompleteness: "overview__completeness",
    OverviewCounts: "overview__counts",
    OverviewFunnel: "overview__funnel",
    OverviewGoals: "overview__goals",
    OverviewPartners: "overview__partners",
    OverviewProjects: "overview__projects",
    OverviewReferrals: "overview__referrals",
    OverviewSustainment: "overview__sustainment",
    OwnAreaCells: "own_area__cells",
    PartnersCounts: "partners__counts",
    PartnersDeliveries: "partners__deliveries",
    PartnersFlows: "partners__flows",
    PartnersNames: "partners__names",
    PartnersSettlement: "partners__settlement",
    ProjectAreas: "project__areas",
    ProjectCosts: "project__costs",
    ProjectCounts: "project__counts",
    ProjectFeatures: "project__features",
    ProjectFlows: "project__flows",
    ProjectFunnels: "project__funnels",
    ProjectGoals: "project__goals",
    ProjectMap: "project__map",
    ProjectPartners: "project__partners",
    ProjectSteps: "project__steps",
    ProjectsCard: "projects__card",
    ProjectsLessons: "projects__lessons",
    ProjectsList: "projects__list",
    ProjectsPhases: "projects__phases",
    ProjectsRealisation: "projects__realisation",
    SearchAreas: "search__areas",
    SustainmentAgreements: "sustainment__agreements",
    SustainmentFollowUps: "sustainment__follow_ups",
    TrendCount: "trend__count",
    TrendDeliveries: "trend__deliveries",
    TrendEur: "trend__eur",
    TrendEvents: "trend__events",
    TrendTargets: "trend__targets",
    WhatIfLargest: "what_if__largest",
}
