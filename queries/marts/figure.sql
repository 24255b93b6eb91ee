-- title:   Welke kerncijfers er zijn
-- grain:   one row per figure
-- protect: position public
select
    code as figure_code,
    row_number() over ()::integer as position,
    name_nl,
    name_en,
    definition_nl,
    definition_en,
    unit,
    source
from seed.figure
order by position
