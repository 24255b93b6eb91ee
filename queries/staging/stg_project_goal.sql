-- title:   Doelen zoals geleverd
-- grain:   one row per delivery, project and measure
select
    delivery_id,
    project_code,
    measure_code,
    target_value,
    set_on_date
from raw.project_goal
