-- title:   Doelen vooraf, gelijk verdeeld over de geplande maanden van elk project
-- grain:   one row per period; ordered by period
-- params:  measure varchar = 'examined_addresses', grain varchar = 'quarter', from_month date = '2022-01-01',
--          until_month date = '2025-12-01', area varchar? = null, project_type varchar? = null
-- returns: period date, target_value double [as the measure]
-- source:  mart.project_goal, mart.project, mart.project_area
-- notes:   a goal counts when it was set before the project began
with

place as (
    select distinct project_code
    from mart.project_area
    where mart.lies_in($area, municipality_code, province_code)
),

goal as (
    select
        project_goal.target_value,
        date_trunc('month', project.start_date)::date as first_month,
        date_trunc(
            'month',
            greatest(coalesce(project.planned_end_date, project.end_date, project.start_date), project.start_date)
        )::date as last_month
    from mart.project_goal as project_goal
    inner join mart.project as project on project_goal.project_code = project.project_code
    where
        project_goal.measure_code = $measure
        and project_goal.set_on_date <= project.start_date
        and project_goal.project_code in (select place.project_code from place)
        and mart.is_chosen(project.type_code, $project_type)
),

spread as (
    select
        unnest(generate_series(first_month, last_month, interval 1 month))::date as month,
        target_value / (date_diff('month', first_month, last_month) + 1) as target_value
    from goal
)

select
    date_trunc($grain, month)::date as period,
    sum(target_value) as target_value
from spread
where month between $from_month and $until_month
group by period
order by period
