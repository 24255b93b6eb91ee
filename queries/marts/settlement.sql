-- title:   Doorlooptijd van doorgeleidingen, in klassen van dagen
-- grain:   one row per receiver, year and class of days
-- protect: year public, days_from public, n_settled count
-- notes:   protected numbers of settled signals by the median a partner gave for them; whole programme only; a year of
--          a receiver is published once, when it is closed, and never again, so that no later row can be told from
--          two releases; protection decides which years and classes (dashboard/protect/settlement.py)
select
    to_partner_code::varchar as to_partner_code,
    year::integer as year,
    days_from::integer as days_from,
    n_settled::bigint as n_settled
from protected.settlement
order by to_partner_code, year, days_from
