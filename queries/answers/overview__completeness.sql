-- title:   Hoe compleet is deze periode
-- grain:   one row; ordered by n_partners
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01'
-- returns: n_partners bigint [partners], n_complete bigint [partners], n_provisional bigint [partners],
--          missing varchar, first_provisional_quarter date?
-- source:  mart.delivery
with

quarter as (
    select * from mart.delivery
    where
        quarter between date_trunc('quarter', $from_month::date)
        and $until_month
),

partner as (
    select
        partner_code,
        bool_or(is_missing) as is_missing,
        bool_or(is_provisional) as is_provisional,
        min(quarter) filter (where is_provisional) as first_quarter
    from quarter
    group by partner_code
)

select
    count(*) as n_partners,
    count(*) filter (where not is_missing) as n_complete,
    count(*) filter (where is_provisional) as n_provisional,
    string_agg(
        partner_code, ', ' order by partner_code
    ) filter (where is_missing) as missing,
    min(first_quarter) as first_provisional_quarter
from partner
order by n_partners
