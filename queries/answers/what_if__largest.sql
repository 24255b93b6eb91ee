-- title:   Het grootste project van een keuze, per kwartaal
-- grain:   one row per measure and quarter of one project; ordered by measure_code, quarter
-- params:  part varchar = 'irregular_addresses', whole varchar = 'examined_addresses',
--          from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: project_code varchar, title varchar, measure_code varchar, quarter date, n_value bigint [as the measure]
-- source:  mart.outcome, mart.project
-- notes:   the largest: most of the whole in the period, by code where two are alike; all its quarters up to the
--          end of the period; the cells are those of the totals, so the rest is what all others have
with

chosen as (
    select * from mart.outcome
    where
        measure_code in ($part, $whole)
        and month <= $until_month
        and mart.lies_in($area, municipality_code, province_code)
        and mart.is_chosen(type_code, $project_type)
),

largest as (
    select project_code
    from chosen
    where
        month >= $from_month
        and measure_code = $whole
    group by project_code
    order by sum(n_value) desc, project_code
    limit 1
)

select
    chosen.project_code,
    any_value(project.title) as title,
    chosen.measure_code,
    date_trunc('quarter', chosen.month)::date as quarter,
    sum(chosen.n_value)::bigint as n_value
from chosen
inner join largest on chosen.project_code = largest.project_code
inner join mart.project as project on chosen.project_code = project.project_code
group by chosen.project_code, chosen.measure_code, date_trunc('quarter', chosen.month)
order by chosen.measure_code, quarter
