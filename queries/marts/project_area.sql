-- title:   Projectgebieden
-- grain:   one row per project, area and area year
-- protect: area_year public, n_addresses public, n_companies public
select
    project_area.project_code,
    project.type_code,
    project_area.area_code,
    project_area.area_year,
    place.current_area_code,
    place.current_district_code,
    place.municipality_code,
    place.province_code,
    project_area.n_addresses,
    project_area.n_companies
from public.project_area as project_area
inner join mart.project as project on project_area.project_code = project.project_code
left join mart.place as place
    on
        project_area.area_code = place.area_code
        and project_area.area_year = place.area_year
order by project_area.project_code, project_area.area_code, project_area.area_year
