-- title:   Beveiligde contextcijfers voor alle gebieden
-- grain:   one row per measure, month, area and area year
-- protect: area_year public, n_value count
select
    cell.component as measure_code,
    cell.month,
    cell.area_code,
    cell.area_year::integer as area_year,
    any_value(place.current_area_code) as current_area_code,
    any_value(place.current_district_code) as current_district_code,
    any_value(place.municipality_code) as municipality_code,
    any_value(place.province_code) as province_code,
    sum(cell.value)::bigint as n_value
from protected.count_cell as cell
left join mart.place as place
    on cell.area_code = place.area_code and cell.area_year = place.area_year
where cell.origin = 'context'
group by cell.component, cell.month, cell.area_code, cell.area_year
order by cell.component, cell.month, cell.area_code, cell.area_year
