-- title:   Contextcijfers zoals geleverd
-- grain:   one row per delivery, area, month and measure
select
    delivery_id,
    area_code,
    area_year,
    month,
    measure_code,
    value,
    denominator
from raw.context
