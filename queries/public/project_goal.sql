-- title:   Doelen die vooraf zijn gesteld
-- grain:   one row per project and measure
select
    goal.project_code,
    goal.measure_code,
    any_value(goal.target_value)::double as target_value,
    any_value(goal.set_on_date) as set_on_date
from stg.project_goal as goal
inner join exact.current_project as project
    on
        goal.delivery_id = project.delivery_id
        and goal.project_code = project.project_code
group by goal.project_code, goal.measure_code
