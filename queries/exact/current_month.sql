-- title:   Welke levering geldt
-- grain:   one row per partner and month
-- notes:   the latest delivery of a partner that covers a month replaces the earlier ones for that month
with

delivery as (
    select * from stg.delivery
),

covered as (
    select
        partner_code,
        delivery_id,
        reference_date,
        status,
        unnest(
            generate_series(period_from, period_to, interval 1 month)
        )::date as month
    from delivery
),

latest as (
    select
        *,
        count(*) over (partition by partner_code, month) as n_deliveries,
        min(reference_date) over (
            partition by partner_code, month
        ) as first_reference_date
    from covered
    qualify row_number() over (
        partition by partner_code, month
        order by reference_date desc, delivery_id desc
    ) = 1
)

select * from latest
