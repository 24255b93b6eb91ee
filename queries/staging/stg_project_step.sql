-- title:   Stappen zoals geleverd
-- grain:   one row per delivery, project and step
select
    delivery_id,
    project_code,
    step_code,
    planned_date,
    actual_date,
    document,
    adopted_on_date,
    note
from raw.project_step
