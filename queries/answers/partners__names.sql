-- title:   Partners met de naam van dat moment
-- grain:   one row per partner; ordered by partner_code
-- params:  until_month date = '2025-12-01'
-- returns: partner_code varchar, name_nl varchar, name_en varchar
-- source:  mart.partner
select
    partner_code,
    name_nl,
    name_en
from mart.partner
where valid_from_date <= last_day($until_month::date)
qualify row_number() over (partition by partner_code order by valid_from_date desc) = 1
order by partner_code
