-- title:   Wie leverde welk kwartaal, en wanneer
-- grain:   one row per partner and quarter; ordered by partner_code, quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01'
-- returns: partner_code varchar, quarter date, reference_date date?, first_reference_date date?, is_missing boolean,
--          is_provisional boolean, is_restated boolean, is_late boolean, is_chosen boolean
-- source:  mart.delivery
-- notes:   every quarter; is_chosen says whether it lies in the period
select
    partner_code,
    quarter,
    reference_date,
    first_reference_date,
    is_missing,
    is_provisional,
    is_restated,
    is_late,
    quarter between date_trunc('quarter', $from_month::date) and $until_month as is_chosen
from mart.delivery
order by partner_code, quarter
