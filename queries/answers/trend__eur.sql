-- title:   Een bedrag door de tijd
-- grain:   one row per period; ordered by period
-- params:  measure varchar = 'eur_recovery_established', grain varchar = 'quarter', from_month date = '2022-01-01',
--          until_month date = '2025-12-01', area varchar? = null, project_type varchar? = null, partner varchar? = null
-- returns: period date, n_value double [euro], n_files bigint [files], is_provisional boolean,
--          n_missing bigint [partners]
-- source:  mart.amount, mart.file_count, mart.delivery
-- notes:   of one partner a period it did not deliver is left out: missing is not zero
with

counted as (
    select
        date_trunc($grain, quarter)::date as period,
        sum(amount_eur) as n_value
    from mart.amount
    where
        measure_code = $measure
        and quarter between $from_month and $until_month
        and ($project_type is null or type_code = $project_type)
        and ($partner is null or partner_code = $partner)
        and (
            $area is null or municipality_code = $area or province_code = $area
        )
    group by period
),

filed as (
    select
        date_trunc($grain, quarter)::date as period,
        sum(n_files)::bigint as n_files
    from mart.file_count
    where
        measure_code = $measure
        and quarter between $from_month and $until_month
        and ($project_type is null or type_code = $project_type)
        and ($partner is null or partner_code = $partner)
        and (
            $area is null or municipality_code = $area or province_code = $area
        )
    group by period
),

delivered as (
    select
        date_trunc($grain, quarter)::date as period,
        bool_or(is_provisional) as is_provisional,
        count(distinct partner_code) filter (where is_missing) as n_missing
    from mart.delivery
    where
        quarter between $from_month and $until_month
        and ($partner is null or partner_code = $partner)
    group by period
)

select
    delivered.period,
    coalesce(counted.n_value, 0)::double as n_value,
    coalesce(filed.n_files, 0)::bigint as n_files,
    delivered.is_provisional,
    delivered.n_missing
from delivered
left join counted on delivered.period = counted.period
left join filed on delivered.period = filed.period
where
    $partner is null
    or counted.n_value is not null
    or delivered.n_missing = 0
order by delivered.period
