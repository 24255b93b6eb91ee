-- title:   Laatste stand per project
-- grain:   one row per project
-- notes:   the latest delivery that names a project wins; its areas, steps, goals and agreements come from it too
with

project as (
    select * from stg.project
),

delivery as (
    select * from stg.delivery
),

latest as (
    select
        project.*,
        delivery.reference_date
    from project
    inner join delivery using (delivery_id)
    qualify row_number() over (
        partition by project_code
        order by delivery.reference_date desc, delivery_id desc
    ) = 1
)

select * from latest
