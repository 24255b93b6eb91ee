-- title:   Beveiligde totalen van bedragen, met hun marge
-- grain:   one row per view, grain, part, measure, whether mixed at source, the codes of the view, and period
-- protect: amount_eur amount, margin_pct amount, n_files count
-- notes:   part: total; remainder: what of a total is not broken down in this view; rest_of_year: what of a year is not
--          shown per quarter; rest_of_years: what is not shown per year of decision. grain: quarter or year of the
--          money, or all of it; decision_year: the year of its decision, whenever the money came in, up to now;
--          decided: all that has a month of decision; undated: all that has none. reason: why no amount is shown (few,
--          dominant, wide). The number of files is unknown by decision, and where the same file may return in another
--          month and deliveries do not say which files are new. Nothing else about euros is in a release
select
    total.view,
    total.grain,
    total.part,
    total.measure_code,
    measure.money_kind,
    total.is_mixed,
    nullif(total.province_code, '') as province_code,
    nullif(total.municipality_code, '') as municipality_code,
    nullif(total.partner_code, '') as partner_code,
    nullif(total.type_code, '') as type_code,
    nullif(total.project_code, '') as project_code,
    total.period,
    total.amount_eur::double as amount_eur,
    total.margin_pct::integer as margin_pct,
    total.n_files::bigint as n_files,
    nullif(total.reason, '') as reason
from protected.amount_total as total
inner join seed.measure as measure on total.measure_code = measure.code
order by
    total.view, total.grain, total.part, total.measure_code, total.is_mixed,
    total.province_code, total.municipality_code, total.partner_code,
    total.type_code, total.project_code, total.period
