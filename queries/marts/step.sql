-- title:   De 28 stappen en hun fase
-- grain:   one row per step
-- protect: position public
select
    code as step_code,
    phase_code,
    name_nl,
    name_en,
    phase_name_nl,
    phase_name_en,
    position::integer as position
from seed.step
order by position
