-- title:   Stappen per project
-- grain:   one row per project and step
select
    project_step.project_code,
    project_step.step_code,
    any_value(project_step.planned_date) as planned_date,
    any_value(project_step.actual_date) as actual_date,
    any_value(project_step.document) as document,
    any_value(project_step.adopted_on_date) as adopted_on_date,
    any_value(project_step.note) as note
from stg.project_step as project_step
inner join exact.current_sheet as held
    on
        held.sheet = 'project_step'
        and project_step.delivery_id = held.delivery_id
        and project_step.project_code = held.project_code
group by project_step.project_code, project_step.step_code
