-- title:   Wie leverde welk kwartaal
-- grain:   one row per partner and quarter
-- protect: n_months public
-- notes:   late: first sent more than 45 days after the quarter ended;
--          a partner that did not deliver is missing, not zero
with

current_month as (
    select * from public.delivery_month
),

quarter as (
    select distinct date_trunc('quarter', month)::date as quarter
    from current_month
),

partner as (
    select distinct code as partner_code from seed.partner
),

delivered as (
    select
        partner_code,
        date_trunc('quarter', month)::date as quarter,
        count(*) as n_months,
        max(reference_date) as reference_date,
        max(first_reference_date) as first_reference_date,
        bool_or(status = 'provisional') as is_provisional,
        max(n_deliveries) > 1 as is_restated
    from current_month
    group by partner_code, date_trunc('quarter', month)::date
)

select
    partner.partner_code,
    quarter.quarter,
    coalesce(delivered.n_months, 0)::integer as n_months,
    delivered.reference_date,
    delivered.first_reference_date,
    coalesce(delivered.n_months, 0) < 3 as is_missing,
    coalesce(delivered.is_provisional, false) as is_provisional,
    coalesce(delivered.is_restated, false) as is_restated,
    coalesce(
        delivered.first_reference_date
        > quarter.quarter + interval 3 month + interval 45 day,
        false
    ) as is_late
from partner
cross join quarter
left join delivered
    on
        partner.partner_code = delivered.partner_code
        and quarter.quarter = delivered.quarter
order by partner.partner_code, quarter.quarter
