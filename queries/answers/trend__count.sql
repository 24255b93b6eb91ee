-- title:   Een aantal door de tijd
-- grain:   one row per period; ordered by period
-- params:  measure varchar = 'irregular_addresses', grain varchar = 'quarter', from_month date = '2022-01-01',
--          until_month date = '2025-12-01', area varchar? = null, project_type varchar? = null, partner varchar? = null
-- returns: period date, n_value bigint [as the measure], is_provisional boolean, n_missing bigint [partners]
-- source:  mart.outcome_area, mart.delivery
-- notes:   of one partner a period it did not deliver is left out: missing is not zero
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

delivered as (
    select
        date_trunc($grain, month)::date as period,
        bool_or(is_provisional) as is_provisional,
        count(distinct partner_code) filter (where is_missing) as n_missing
    from (
        select
            *,
            unnest(
                generate_series(
                    quarter, quarter + interval 2 month, interval 1 month
                )
            )::date as month
        from mart.delivery
    ) as by_month
    where
        month between $from_month and $until_month
        and ($partner is null or partner_code = $partner)
    group by period
)

select
    delivered.period,
    coalesce(counted.n_value, 0)::bigint as n_value,
    delivered.is_provisional,
    delivered.n_missing
from delivered
left join counted on delivered.period = counted.period
where
    $partner is null
    or counted.n_value is not null
    or delivered.n_missing = 0
order by delivered.period
