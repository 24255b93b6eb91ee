-- title:   Elk gebied ligt in een bestaand gebied
-- grain:   offending rows of mart.area
select area.*
from mart.area as area
left join mart.area as parent on area.parent_code = parent.area_code
where
    area.level <> 'province'
    and area.parent_code is not null
    and parent.area_code is null
