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

delivered as (
    select *
    from mart.source_periods(
        $grain, $from_month, $until_month, $area, $project_type, $partner
    )
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
