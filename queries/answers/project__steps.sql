-- title:   De 28 stappen van één project, gepland en werkelijk
-- grain:   one row per step; ordered by position
-- params:  project varchar = 'LSI-2019-001'
-- returns: step_code varchar, position integer, phase_code varchar, phase_name_nl varchar, phase_name_en varchar,
--          name_nl varchar, name_en varchar, planned_date date?, actual_date date?,
--          document varchar?, adopted_on_date date?, note varchar?
-- source:  mart.step, mart.project_step
-- notes:   a step the project never mentioned has no dates
select
    step.step_code,
    step.position,
    step.phase_code,
    step.phase_name_nl,
    step.phase_name_en,
    step.name_nl,
    step.name_en,
    project_step.planned_date,
    project_step.actual_date,
    project_step.document,
    project_step.adopted_on_date,
    project_step.note
from mart.step as step
left join mart.project_step as project_step
    on
        step.step_code = project_step.step_code
        and project_step.project_code = $project
order by step.position
