-- title:   Gebeurtenissen op de tijdas
-- grain:   one row per event
-- notes:   those of the product, and those the steward added; one without an area is of the whole programme
select
    event_date::date as event_date,
    kind,
    name_nl,
    name_en,
    source,
    null::varchar as area_code
from seed.event
union all
select
    event_date,
    'own' as kind,
    name_nl,
    name_en,
    source,
    area_code
from seed.own_event
order by event_date, name_nl
