-- title:   Breuken in de definitie van een maatstaf
-- grain:   one row per measure and break
select
    measure_code,
    break_date::date as break_date,
    name_nl,
    name_en,
    source
from seed.measure_break
order by measure_code, break_date
