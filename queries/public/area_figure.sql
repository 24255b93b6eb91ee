-- title:   Kerncijfers van gebieden zoals het CBS ze publiceert
-- grain:   one row per area, area year and figure
select
    area_code,
    area_year,
    figure_code,
    value,
    source
from areas.figure
