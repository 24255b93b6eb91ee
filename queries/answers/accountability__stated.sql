-- title:   Wat projecten opgaven over reden, besluiten en enkele stappen
-- grain:   one row per project and step; ordered by project_code, step_code
-- params:  steps varchar[] = ['S02']
-- returns: project_code varchar, reason varchar?, council_decision_date date?, dpia_date date?, step_code varchar,
--          name_nl varchar, name_en varchar, planned_date date?, actual_date date?, note varchar?
-- source:  mart.project, mart.step, mart.project_step
-- notes:   a step the project never mentioned has no dates
select
    project.project_code,
    project.reason,
    project.council_decision_date,
    project.dpia_date,
    step.step_code,
    step.name_nl,
    step.name_en,
    taken.planned_date,
    taken.actual_date,
    taken.note
from mart.project as project
cross join mart.step as step
left join mart.project_step as taken
    on
        project.project_code = taken.project_code
        and step.step_code = taken.step_code
where list_contains($steps::varchar[], step.step_code)
order by project.project_code, step.step_code
