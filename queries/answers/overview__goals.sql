-- title:   Doelen die vooraf waren gesteld
-- grain:   one row; ordered by n_projects
-- params:  measure varchar = 'irregular_addresses', from_month date = '2022-01-01', until_month date = '2025-12-01',
--          area varchar? = null, project_type varchar? = null
-- returns: n_projects bigint [projects], n_with_goal bigint [projects], n_for_measure bigint [projects]
-- source:  mart.project, mart.project_area, mart.project_goal
-- notes:   a goal counts when it was set before the project began
with

place as (
    select distinct project_code
    from mart.project_area
    where mart.lies_in($area, municipality_code, province_code)
),

project as (
    select * from mart.project
    where
        project_code in (select place.project_code from place)
        and start_date <= last_day($until_month::date)
        and coalesce(end_date, $until_month) >= $from_month
        and mart.is_chosen(type_code, $project_type)
),

goal as (
    select distinct project_goal.project_code
    from mart.project_goal as project_goal
    inner join project using (project_code)
    where
        project_goal.measure_code = $measure
        and project_goal.set_on_date <= project.start_date
)

select
    count(*)::bigint as n_projects,
    count(*) filter (where has_prior_goal)::bigint as n_with_goal,
    count(goal.project_code)::bigint as n_for_measure
from project
left join goal on project.project_code = goal.project_code
order by n_projects
