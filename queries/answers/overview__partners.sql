-- title:   Resultaten per partner
-- grain:   one row per partner; ordered by partner_code
-- params:  measure varchar = 'irregular_addresses', from_month date = '2022-01-01', until_month date = '2025-12-01',
--          area varchar? = null, project_type varchar? = null
-- returns: partner_code varchar, name_nl varchar, name_en varchar, n_value bigint? [as the measure],
--          n_missing bigint [quarters], n_provisional bigint [quarters]
-- source:  mart.outcome_area, mart.delivery, mart.partner
with

counted as (
    select
        partner_code,
        sum(n_value)::bigint as n_value
    from mart.outcome_area
    where
        area_code = mart.area_or_all($area)
        and measure_code = $measure
        and month between $from_month and $until_month
        and mart.is_chosen(type_code, $project_type)
    group by partner_code
),

delivered as (
    select
        partner_code,
        count(*) filter (where is_missing) as n_missing,
        count(*) filter (where is_provisional) as n_provisional
    from mart.delivery
    where quarter between $from_month and $until_month
    group by partner_code
),

partner as (
    select * from mart.partner
    where valid_from_date <= last_day($until_month::date)
    qualify row_number() over (partition by partner_code order by valid_from_date desc) = 1
)

select
    partner.partner_code,
    partner.name_nl,
    partner.name_en,
    counted.n_value,
    coalesce(delivered.n_missing, 0)::bigint as n_missing,
    coalesce(delivered.n_provisional, 0)::bigint as n_provisional
from partner
left join counted on partner.partner_code = counted.partner_code
left join delivered on partner.partner_code = delivered.partner_code
order by partner.partner_code
