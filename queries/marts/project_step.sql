-- title:   Stappen per project
-- grain:   one row per project and step
select
    project_code,
    step_code,
    planned_date,
    actual_date,
    document,
    adopted_on_date,
    note
from public.project_step
order by project_code, step_code
