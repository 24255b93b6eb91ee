-- title:   Projectgebieden zoals geleverd
-- grain:   one row per delivery, project, area and area year
select
    delivery_id,
    project_code,
    area_code,
    area_year,
    n_addresses,
    n_companies
from raw.project_area
