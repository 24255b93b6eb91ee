-- title:   Welke levering geldt
-- grain:   one row per source and month
-- notes:   the latest delivery of a source that covers a month replaces the earlier ones for that month; one that says
--          it replaces another comes before it, and what is provisional replaces nothing definitive unless it says so
with

source as (
    select
        source.source_code,
        delivery.*
    from stg.source as source
    inner join stg.delivery as delivery using (delivery_id)
),

covered as (
    select
        source_code,
        partner_code,
        delivery_id,
        reference_date,
        status,
        replaces,
        unnest(
            generate_series(period_from, period_to, interval 1 month)
        )::date as month
    from source
),

replaced as (
    select distinct
        source_code,
        month,
        left(unnest(replaces), 12) as number
    from covered
    where replaces is not null
),

judged as (
    select
        covered.*,
        covered.status = 'final' or covered.replaces is not null as is_firm,
        replaced.number is not null as is_replaced
    from covered
    left join replaced
        on
            covered.source_code = replaced.source_code
            and covered.month = replaced.month
            and starts_with(covered.delivery_id, replaced.number)
),

latest as (
    select
        *,
        count(*) over (partition by source_code, month) as n_deliveries,
        min(reference_date) over (
            partition by source_code, month
        ) as first_reference_date
    from judged
    qualify row_number() over (
        partition by source_code, month
        order by is_replaced asc, is_firm desc, reference_date desc, delivery_id desc
    ) = 1
)

select
    source_code,
    partner_code,
    delivery_id,
    reference_date,
    status,
    month,
    n_deliveries,
    first_reference_date
from latest
