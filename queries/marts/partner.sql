-- title:   Partners en hun namen door de tijd
-- grain:   one row per partner and name
select
    code as partner_code,
    name_nl,
    name_en,
    valid_from::date as valid_from_date,
    nullif(valid_to, '')::date as valid_to_date
from seed.partner
order by partner_code, valid_from_date
