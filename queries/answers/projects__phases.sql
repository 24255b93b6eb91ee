-- title:   Fasen van projecten, gepland en werkelijk
-- grain:   one row per project and phase; ordered by project_code, position
-- params:  projects varchar[] = ['LSI-2019-001']
-- returns: project_code varchar, position integer, phase_code varchar, phase_name_nl varchar, phase_name_en varchar,
--          planned_from_date date?, planned_until_date date?, actual_from_date date?, actual_until_date date?,
--          n_steps bigint [steps], n_done bigint [steps], note varchar?
-- source:  mart.project_step, mart.step
select
    project_step.project_code,
    min(step.position) as position,
    step.phase_code,
    any_value(step.phase_name_nl) as phase_name_nl,
    any_value(step.phase_name_en) as phase_name_en,
    min(project_step.planned_date) as planned_from_date,
    max(project_step.planned_date) as planned_until_date,
    min(project_step.actual_date) as actual_from_date,
    max(project_step.actual_date) as actual_until_date,
    count(*) as n_steps,
    count(project_step.actual_date) as n_done,
    string_agg(project_step.note, ' ' order by step.position) as note
from mart.project_step as project_step
inner join mart.step as step on project_step.step_code = step.step_code
where list_contains($projects::varchar[], project_step.project_code)
group by project_step.project_code, step.phase_code
order by project_step.project_code, position
