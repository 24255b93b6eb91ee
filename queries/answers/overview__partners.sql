-- title:   Resultaten per partner
-- grain:   one row per partner; ordered by partner_code
-- params:  measure varchar = 'irregular_addresses', from_month date = '2022-01-01', until_month date = '2025-12-01',
--          area varchar? = null, project_type varchar? = null
-- returns: partner_code varchar, name_nl varchar, name_en varchar, n_value bigint? [as the measure],
--          n_sources bigint [sources], n_absent bigint [sources], n_quarters bigint [quarters],
--          n_missing bigint [quarters], n_provisional bigint [quarters]
-- source:  mart.outcome_area, mart.delivery, mart.project_quarter, mart.partner
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
        due.partner_code,
        count(distinct due.source_code) as n_sources,
        count(distinct due.source_code) filter (where delivery.is_missing) as n_absent,
        count(distinct due.quarter) as n_quarters,
        count(distinct due.quarter) filter (where delivery.is_missing) as n_missing,
        count(distinct due.quarter) filter (where delivery.is_provisional) as n_provisional
    from mart.source_due($area, $project_type, null) as due
    inner join mart.delivery as delivery
        on
            due.source_code = delivery.source_code
            and due.quarter = delivery.quarter
    where due.quarter between date_trunc('quarter', $from_month::date) and $until_month
    group by due.partner_code
),

partner as (
    select * from mart.partner_at($until_month)
)

select
    partner.partner_code,
    partner.name_nl,
    partner.name_en,
    counted.n_value,
    coalesce(delivered.n_sources, 0)::bigint as n_sources,
    coalesce(delivered.n_absent, 0)::bigint as n_absent,
    coalesce(delivered.n_quarters, 0)::bigint as n_quarters,
    coalesce(delivered.n_missing, 0)::bigint as n_missing,
    coalesce(delivered.n_provisional, 0)::bigint as n_provisional
from partner
left join counted on partner.partner_code = counted.partner_code
left join delivered on partner.partner_code = delivered.partner_code
order by partner.partner_code
