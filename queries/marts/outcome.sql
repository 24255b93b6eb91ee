-- title:   Beveiligde aantallen per project
-- grain:   one row per project, area, area year, partner, measure, subject and month
-- protect: area_year public, n_value count
-- notes:   a nested measure is the sum of the disjoint components at its rank or deeper
with

cell as (
    select * from protected.count_cell
    where origin = 'result'
),

measure as (
    select * from seed.measure
),

component as (
    select
        inner_measure.code as component,
        outer_measure.code as measure_code
    from measure as inner_measure
    inner join measure as outer_measure
        on
            inner_measure.code = outer_measure.code
            or (
                inner_measure.family <> ''
                and inner_measure.family = outer_measure.family
                and try_cast(inner_measure.family_rank as integer)
                > try_cast(outer_measure.family_rank as integer)
            )
),

place as (
    select * from mart.place
),

project as (
    select * from mart.project
)

select
    component.measure_code,
    cell.month,
    cell.project_code,
    any_value(project.type_code) as type_code,
    cell.partner_code,
    cell.class_code as subject,
    cell.area_code,
    cell.area_year::integer as area_year,
    any_value(place.current_area_code) as current_area_code,
    any_value(place.current_district_code) as current_district_code,
    any_value(place.municipality_code) as municipality_code,
    any_value(place.province_code) as province_code,
    sum(cell.value)::bigint as n_value
from cell
inner join component on cell.component = component.component
inner join project on cell.project_code = project.project_code
left join place
    on cell.area_code = place.area_code and cell.area_year = place.area_year
group by
    component.measure_code, cell.month, cell.project_code, cell.partner_code,
    cell.class_code, cell.area_code, cell.area_year
order by
    component.measure_code, cell.month, cell.project_code, cell.partner_code,
    cell.class_code, cell.area_code, cell.area_year
