-- title:   Stappen per project
-- grain:   one row per project and step
select
    project_step.project_code,
    project_step.step_code,
    any_value(project_step.planned_date) as planned_date,
    any_value(project_step.actual_date) as actual_date,
    any_value(project_step.note) as note
from stg.project_step as project_step
inner join exact.current_project as project
    on
        project_step.delivery_id = project.delivery_id
        and project_step.project_code = project.project_code
group by project_step.project_code, project_step.step_code
