-- title:   Wie er in een levering spreekt
-- grain:   one row per accepted delivery and source
-- notes:   a source is a national partner, or one gemeente; a delivery may speak for several gemeenten
select
    delivery_id,
    partner_code,
    unnest(
        case
            when partner_code = 'GEM' then coalesce(municipality_codes, [])
            else [partner_code]
        end
    ) as source_code
from raw.delivery
