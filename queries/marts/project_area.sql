-- title:   Projectgebieden
-- grain:   one row per project, area and area year
-- protect: area_year public, n_addresses public, n_companies public
select
    project_area.project_code,
    any_value(project.type_code) as type_code,
    project_area.area_code,
    project_area.area_year::integer as area_year,
    any_value(place.current_area_code) as current_area_code,
    any_value(place.current_district_code) as current_district_code,
    any_value(place.municipality_code) as municipality_code,
    any_value(place.province_code) as province_code,
    max(project_area.n_addresses)::bigint as n_addresses,
    max(project_area.n_companies)::bigint as n_companies
from stg.project_area as project_area
inner join exact.current_project as project
    on
        project_area.delivery_id = project.delivery_id
        and project_area.project_code = project.project_code
left join mart.place as place
    on
        project_area.area_code = place.area_code
        and project_area.area_year = place.area_year
group by project_area.project_code, project_area.area_code, project_area.area_year
order by project_area.project_code, project_area.area_code, project_area.area_year
