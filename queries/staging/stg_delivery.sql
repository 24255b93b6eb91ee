-- title:   Leveringen
-- grain:   one row per accepted delivery
select
    delivery_id,
    partner_code,
    municipality_codes,
    reference_date,
    period_from,
    period_to,
    status,
    replaces,
    format_version
from raw.delivery
