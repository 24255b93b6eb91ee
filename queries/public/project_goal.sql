-- title:   Doelen die vooraf zijn gesteld
-- grain:   one row per project and measure
select
    goal.project_code,
    goal.measure_code,
    any_value(goal.target_value)::double as target_value,
    any_value(goal.set_on_date) as set_on_date
from stg.project_goal as goal
inner join exact.current_sheet as held
    on
        held.sheet = 'project_goal'
        and goal.delivery_id = held.delivery_id
        and goal.project_code = held.project_code
group by goal.project_code, goal.measure_code
