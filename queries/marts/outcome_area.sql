-- title:   Beveiligde aantallen per gebied van elk niveau, opgeteld over projecten
-- grain:   one row per area, measure, month, project type, partner and municipality
-- protect: n_value count
-- notes:   the same cells as outcome, counted for each area they lie in; the whole programme is area NL;
--          one area lies together in the file, so that a question about one area reads little
with

placed as (
    select
        measure_code,
        month,
        type_code,
        partner_code,
        municipality_code,
        n_value,
        unnest(
            list_distinct(
                [
                    'NL', province_code, municipality_code,
                    current_district_code, current_area_code
                ]
            )
        ) as area_code
    from mart.outcome
)

select
    placed.area_code,
    coalesce(any_value(area.level), 'programme') as level,
    placed.measure_code,
    placed.month,
    placed.type_code,
    placed.partner_code,
    placed.municipality_code,
    sum(placed.n_value)::bigint as n_value
from placed
left join mart.area as area on placed.area_code = area.area_code
where placed.area_code is not null
group by
    placed.area_code, placed.measure_code, placed.month, placed.type_code,
    placed.partner_code, placed.municipality_code
order by
    placed.area_code, placed.measure_code, placed.month, placed.type_code,
    placed.partner_code, placed.municipality_code
