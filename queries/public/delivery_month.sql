-- title:   Welke maanden een partner leverde, en wanneer
-- grain:   one row per partner and month
select
    partner_code,
    month,
    reference_date,
    first_reference_date,
    status,
    n_deliveries
from exact.current_month
