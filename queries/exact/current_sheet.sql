-- title:   Uit welke levering elk onderdeel van een project komt
-- grain:   one row per sheet and project
-- notes:   the latest delivery with rows of that sheet about the project: one without the sheet takes nothing away
with

given as (
    select distinct
        'project_area' as sheet,
        delivery_id,
        project_code
    from stg.project_area
    union all
    select distinct
        'project_step' as sheet,
        delivery_id,
        project_code
    from stg.project_step
    union all
    select distinct
        'project_goal' as sheet,
        delivery_id,
        project_code
    from stg.project_goal
    union all
    select distinct
        'sustainment' as sheet,
        delivery_id,
        project_code
    from stg.sustainment
    union all
    select distinct
        'lesson' as sheet,
        delivery_id,
        project_code
    from stg.lesson
)

select given.*
from given
inner join stg.delivery as delivery using (delivery_id)
inner join exact.current_project as project on given.project_code = project.project_code
qualify row_number() over (
    partition by given.sheet, given.project_code
    order by delivery.reference_date desc, given.delivery_id desc
) = 1
