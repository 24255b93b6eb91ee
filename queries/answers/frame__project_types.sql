-- title:   Soorten projecten
-- grain:   one row per project type; ordered by type_code
-- params:  none
-- returns: type_code varchar, name_nl varchar, name_en varchar
-- source:  mart.project_type
select
    type_code,
    name_nl,
    name_en
from mart.project_type
order by type_code
