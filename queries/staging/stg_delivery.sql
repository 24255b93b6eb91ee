-- title:   Leveringen
-- grain:   one row per accepted delivery
select
    delivery_id,
    partner_code,
    reference_date,
    period_from,
    period_to,
    status,
    format_version
from raw.delivery
