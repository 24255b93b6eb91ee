-- title:   Welke maanden een bron leverde, en wanneer
-- grain:   one row per source and month
select
    source_code,
    partner_code,
    month,
    reference_date,
    first_reference_date,
    status,
    n_deliveries
from exact.current_month
