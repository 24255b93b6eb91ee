-- title:   Welke bron leverde welk kwartaal
-- grain:   one row per source and quarter in which it was to deliver, or did
-- protect: n_months public, days_late public
-- notes:   a source is a national partner or one gemeente; late: first sent more than 45 days after the quarter ended;
--          a source that was to deliver and did not is missing, not zero
with

delivered as (
    select
        source_code,
        date_trunc('quarter', month)::date as quarter,
        any_value(partner_code) as partner_code,
        count(*) as n_months,
        max(reference_date) as reference_date,
        max(first_reference_date) as first_reference_date,
        bool_or(status = 'provisional') as is_provisional,
        max(n_deliveries) > 1 as is_restated
    from public.delivery_month
    group by source_code, date_trunc('quarter', month)::date
),

expected as (
    select distinct
        source_code,
        partner_code,
        quarter
    from mart.project_quarter
),

either as (
    select
        coalesce(expected.source_code, delivered.source_code) as source_code,
        coalesce(expected.partner_code, delivered.partner_code) as partner_code,
        coalesce(expected.quarter, delivered.quarter) as quarter,
        coalesce(delivered.n_months, 0)::integer as n_months,
        delivered.reference_date,
        delivered.first_reference_date,
        expected.source_code is not null as is_expected,
        coalesce(delivered.is_provisional, false) as is_provisional,
        coalesce(delivered.is_restated, false) as is_restated,
        (
            coalesce(expected.quarter, delivered.quarter) + interval 3 month + interval 44 day
        )::date as due_date
    from expected
    full join delivered
        on
            expected.source_code = delivered.source_code
            and expected.quarter = delivered.quarter
)

select
    either.source_code,
    either.partner_code,
    home.province_code,
    either.quarter,
    either.n_months,
    either.reference_date,
    either.first_reference_date,
    either.is_expected,
    either.is_expected and either.n_months < 3 as is_missing,
    either.is_provisional,
    either.is_restated,
    either.due_date,
    greatest(
        coalesce(date_diff('day', either.due_date, either.first_reference_date), 0), 0
    )::integer as days_late
from either
left join mart.area as home
    on either.source_code = home.area_code and home.level = 'municipality'
order by either.source_code, either.quarter
