-- title:   Een aantal door de tijd
-- grain:   one row per period; ordered by period
-- params:  measure varchar = 'irregular_addresses', grain varchar = 'quarter', from_month date = '2022-01-01',
--          until_month date = '2025-12-01', area varchar? = null, project_type varchar? = null, partner varchar? = null
-- returns: period date, n_value bigint [as the measure], is_provisional boolean, n_sources bigint [sources],
--          n_missing bigint [sources]
-- source:  mart.outcome_area, mart.delivery, mart.project_quarter
-- notes:   only periods in which some source of these projects was to deliver; one in which none did is left out:
--          missing is not zero
with

counted as (
    select
        date_trunc($grain, month)::date as period,
        sum(n_value)::bigint as n_value
    from mart.outcome_area
    where
        area_code = mart.area_or_all($area)
        and measure_code = $measure
        and month between $from_month and $until_month
        and mart.is_chosen(type_code, $project_type)
        and ($partner is null or partner_code = $partner)
    group by period
),

due as (
    select * from mart.source_due($area, $project_type, $partner)
    where quarter between date_trunc('quarter', $from_month::date) and $until_month
),

delivered as (
    select
        date_trunc($grain, by_month.month)::date as period,
        bool_or(by_month.is_provisional) as is_provisional,
        count(distinct by_month.source_code) as n_sources,
        count(distinct by_month.source_code) filter (where by_month.is_missing) as n_missing,
        bool_or(by_month.n_months > 0) as is_delivered
    from (
        select
            delivery.*,
            unnest(
                generate_series(
                    delivery.quarter, delivery.quarter + interval 2 month, interval 1 month
                )
            )::date as month
        from mart.delivery as delivery
        inner join due
            on
                delivery.source_code = due.source_code
                and delivery.quarter = due.quarter
    ) as by_month
    where by_month.month between $from_month and $until_month
    group by period
)

select
    delivered.period,
    coalesce(counted.n_value, 0)::bigint as n_value,
    delivered.is_provisional,
    delivered.n_sources,
    delivered.n_missing
from delivered
left join counted on delivered.period = counted.period
where delivered.is_delivered or counted.n_value is not null
order by delivered.period
