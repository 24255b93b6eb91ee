-- title:   Aantallen van één project per maatstaf en partner
-- grain:   one row per measure and partner; ordered by position, partner_code
-- params:  project varchar = 'LSI-2019-001'
-- returns: measure_code varchar, position integer, name_nl varchar, name_en varchar, theme varchar,
--          protection varchar, partner_code varchar, n_value bigint [as the measure]
-- source:  mart.outcome_project, mart.measure
select
    counted.measure_code,
    measure.position,
    any_value(measure.name_nl) as name_nl,
    any_value(measure.name_en) as name_en,
    any_value(measure.theme) as theme,
    any_value(measure.protection) as protection,
    counted.partner_code,
    sum(counted.n_value)::bigint as n_value
from mart.outcome_project as counted
inner join mart.measure as measure on counted.measure_code = measure.measure_code
where counted.project_code = $project
group by counted.measure_code, measure.position, counted.partner_code
order by measure.position, counted.partner_code
