-- title:   Wat een besluit vraagt
-- grain:   one row per project and reason; ordered by reason, since_date, project_code
-- params:  until_month date = '2025-12-01', area varchar? = null, project_type varchar? = null
-- returns: reason varchar, project_code varchar, title varchar, since_date date
-- source:  mart.project, mart.project_area, mart.project_step
-- notes:   since: the day the norm was passed; the norm for running is 12 months, and 24 months with an extension;
--          evaluation and destruction are due on the planned day, without one 6 months after the end
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
        and mart.is_chosen(type_code, $project_type)
),

today as (
    select last_day($until_month::date) as today
),

running as (
    select
        project_code,
        title,
        start_date + interval 12 month as first_norm,
        start_date + interval 24 month as last_norm
    from project
    where
        status in ('running', 'suspended')
        and end_date is null
),

due as (
    select
        project.project_code,
        project.title,
        step.step_code,
        coalesce(step.planned_date, project.end_date + interval 6 month) as due_date
    from project
    inner join mart.project_step as step using (project_code)
    where
        step.step_code in ('S22', 'S24')
        and step.actual_date is null
        and project.end_date is not null
),

listed as (
    select
        case when last_norm <= today then 'over_24' else 'over_12' end as reason,
        project_code,
        title,
        case when last_norm <= today then last_norm else first_norm end as since_date
    from running
    cross join today
    where first_norm <= today
    union all
    select
        case step_code when 'S22' then 'no_evaluation' else 'not_destroyed' end as reason,
        project_code,
        title,
        due_date as since_date
    from due
    cross join today
    where due_date <= today
)

select
    reason,
    project_code,
    title,
    since_date::date as since_date
from listed
order by reason, since_date, project_code
