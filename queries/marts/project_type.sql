-- title:   Soorten projecten
-- grain:   one row per project type
select
    code as type_code,
    name_nl,
    name_en
from seed.project_type
order by type_code
