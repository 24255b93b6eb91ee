-- title:   Elk gebied heeft een vorm in elke verfijning van zijn niveau
-- grain:   offending areas and tolerances
with

tolerance as (
    select distinct
        level,
        tolerance_m
    from mart.area_shape
)

select
    area.area_code,
    tolerance.tolerance_m
from mart.area as area
inner join tolerance on area.level = tolerance.level
left join mart.area_shape as shape
    on
        area.area_code = shape.area_code
        and tolerance.tolerance_m = shape.tolerance_m
where shape.area_code is null
