-- title:   Beveiligde bedragen per project
-- grain:   one row per measure, quarter, project, partner, subject and area
-- protect: amount_eur amount
-- notes:   sums of protected blocks only; what is still too small waits and is listed in the manifest
select
    cell.measure_code,
    date_trunc('quarter', cell.month)::date as quarter,
    cell.project_code,
    any_value(project.type_code) as type_code,
    cell.partner_code,
    cell.class_code as subject,
    cell.area_code,
    cell.area_year::integer::varchar as area_year_code,
    any_value(place.current_area_code) as current_area_code,
    any_value(place.current_district_code) as current_district_code,
    cell.municipality_code,
    any_value(home.province_code) as province_code,
    any_value(measure.money_kind) as money_kind,
    bool_or(cell.is_mixed) as is_mixed,
    sum(cell.amount_eur)::double as amount_eur
from protected.amount_cell as cell
inner join seed.measure as measure on cell.measure_code = measure.code
inner join mart.project as project on cell.project_code = project.project_code
left join mart.place as place
    on cell.area_code = place.area_code and cell.area_year = place.area_year
left join mart.area as home on cell.municipality_code = home.area_code
group by
    cell.measure_code, quarter, cell.project_code, cell.partner_code,
    cell.class_code, cell.area_code, cell.area_year, cell.municipality_code
order by
    cell.measure_code, quarter, cell.project_code, cell.partner_code,
    cell.class_code, cell.area_code, cell.area_year
