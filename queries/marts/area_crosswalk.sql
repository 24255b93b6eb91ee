-- title:   Gebieden tussen indelingsjaren
-- grain:   one row per pair of codes that overlap
-- protect: from_year public, to_year public
select
    from_code,
    from_year::integer as from_year,
    to_code,
    to_year::integer as to_year,
    method,
    is_comparable
from areas.crosswalk
order by from_year, from_code, to_year, to_code
