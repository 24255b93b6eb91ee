-- title:   Gebeurtenissen op de tijdas
-- grain:   one row per event
select
    event_date::date as event_date,
    kind,
    name_nl,
    name_en,
    source
from seed.event
order by event_date, name_nl
