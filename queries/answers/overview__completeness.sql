-- title:   Hoe compleet is deze periode
-- grain:   one row; ordered by n_sources
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: n_sources bigint [sources], n_complete bigint [sources], n_provisional bigint [sources],
--          n_restated bigint [sources], n_partners bigint [partners], missing varchar?, first_provisional_quarter date?
-- source:  mart.delivery, mart.project_quarter, mart.project_area, mart.project
-- notes:   sources that were to deliver for the projects of this area and type; missing: their codes
with

due as (
    select * from mart.source_due($area, $project_type, null)
    where quarter between date_trunc('quarter', $from_month::date) and $until_month
),

source as (
    select
        due.source_code,
        any_value(due.partner_code) as partner_code,
        bool_or(delivery.is_missing) as is_missing,
        bool_or(delivery.is_provisional) as is_provisional,
        bool_or(delivery.is_restated) as is_restated,
        min(due.quarter) filter (where delivery.is_provisional) as first_quarter
    from due
    inner join mart.delivery as delivery
        on
            due.source_code = delivery.source_code
            and due.quarter = delivery.quarter
    group by due.source_code
)

select
    count(*) as n_sources,
    count(*) filter (where not is_missing) as n_complete,
    count(*) filter (where is_provisional) as n_provisional,
    count(*) filter (where is_restated) as n_restated,
    count(distinct partner_code) as n_partners,
    string_agg(
        source_code, ', ' order by source_code
    ) filter (where is_missing) as missing,
    min(first_quarter) as first_provisional_quarter
from source
order by n_sources
