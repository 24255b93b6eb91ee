-- title:   Gebieden van projecten en hoe groot zij zijn
-- grain:   one row per project, area and area year
select
    project_area.project_code,
    project_area.area_code,
    project_area.area_year::integer as area_year,
    max(project_area.n_addresses)::bigint as n_addresses,
    max(project_area.n_companies)::bigint as n_companies
from stg.project_area as project_area
inner join exact.current_sheet as held
    on
        held.sheet = 'project_area'
        and project_area.delivery_id = held.delivery_id
        and project_area.project_code = held.project_code
group by project_area.project_code, project_area.area_code, project_area.area_year
