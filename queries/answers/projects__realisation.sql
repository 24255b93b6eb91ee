-- title:   Wat van het plan kwam: stappen, evaluaties en metingen, per soort project
-- grain:   one row per project type; ordered by type_code
-- params:  projects varchar[] = ['LSI-2019-001']
-- returns: type_code varchar, type_name_nl varchar, type_name_en varchar, n_projects bigint [projects],
--          n_dated bigint [steps], n_in_time bigint [steps], n_evaluations_due bigint [evaluations],
--          n_evaluated bigint [evaluations], n_follow_ups_due bigint [measurements],
--          n_followed_up bigint [measurements]
-- source:  mart.project, mart.project_type, mart.project_step, mart.sustainment
-- notes:   in time: taken within 30 days of its planned day, of the steps taken that had one; due: the planned day, or
--          else 6 months after the end (evaluation) and so many months after agreements were made (measurements), is
--          before the day the delivery speaks of; what was done is due, however early
with

project as (
    select * from mart.project
    where list_contains($projects::varchar[], project_code)
),

step as (
    select
        project.project_code,
        project_step.step_code,
        project_step.planned_date,
        project_step.actual_date,
        project.end_date,
        project.stated_on_date
    from project
    inner join mart.project_step as project_step on project.project_code = project_step.project_code
),

taken as (
    select
        project_code,
        count(*) as n_dated,
        count(*) filter (where actual_date <= planned_date + interval 30 day) as n_in_time
    from step
    where planned_date is not null and actual_date is not null
    group by project_code
),

evaluation as (
    select
        project.project_code,
        bool_or(step.actual_date is not null) as is_done,
        bool_or(
            project.end_date is not null
            and coalesce(step.planned_date, project.end_date + interval 6 month) <= project.stated_on_date
        ) as is_due
    from project
    left join step
        on
            project.project_code = step.project_code
            and step.step_code = 'S22'
    group by project.project_code
),

agreed as (
    select
        project_code,
        list(distinct moment_months) as made
    from mart.sustainment
    group by project_code
),

moment as (
    select
        unnest(['S26', 'S27', 'S28']) as step_code,
        unnest([6, 12, 24]) as moment_months
),

closed as (
    select
        project_code,
        actual_date as closed_date
    from step
    where step_code = 'S25'
),

follow_up as (
    select
        project.project_code,
        coalesce(step.actual_date is not null or list_contains(agreed.made, moment.moment_months), false) as is_done,
        coalesce(
            coalesce(step.planned_date, closed.closed_date + to_months(moment.moment_months)) <= project.stated_on_date,
            false
        ) as is_due
    from agreed
    inner join project on agreed.project_code = project.project_code
    cross join moment
    left join closed on project.project_code = closed.project_code
    left join step
        on
            project.project_code = step.project_code
            and moment.step_code = step.step_code
),

followed as (
    select
        project_code,
        count(*) filter (where is_due or is_done) as n_due,
        count(*) filter (where is_done) as n_done
    from follow_up
    group by project_code
)

select
    project.type_code,
    kind.name_nl as type_name_nl,
    kind.name_en as type_name_en,
    count(*)::bigint as n_projects,
    coalesce(sum(taken.n_dated), 0)::bigint as n_dated,
    coalesce(sum(taken.n_in_time), 0)::bigint as n_in_time,
    count(*) filter (where evaluation.is_due or evaluation.is_done)::bigint as n_evaluations_due,
    count(*) filter (where evaluation.is_done)::bigint as n_evaluated,
    coalesce(sum(followed.n_due), 0)::bigint as n_follow_ups_due,
    coalesce(sum(followed.n_done), 0)::bigint as n_followed_up
from project
inner join mart.project_type as kind on project.type_code = kind.type_code
left join taken on project.project_code = taken.project_code
left join evaluation on project.project_code = evaluation.project_code
left join followed on project.project_code = followed.project_code
group by project.type_code, kind.name_nl, kind.name_en
order by project.type_code
