-- title:   Doelen die vooraf zijn gesteld
-- grain:   one row per project and measure
-- protect: target_value public
select
    project_code,
    measure_code,
    target_value,
    set_on_date
from public.project_goal
order by project_code, measure_code
