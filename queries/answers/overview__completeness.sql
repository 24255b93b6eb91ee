-- title:   Hoe compleet is deze periode
-- grain:   one row; ordered by n_sources
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: n_sources bigint [sources], n_complete bigint [sources], n_provisional bigint [sources],
--          n_missing bigint [sources], missing varchar?, missing_nl varchar?, missing_en varchar?,
--          first_provisional_quarter date?
-- source:  mart.delivery, mart.project_quarter, mart.project_area, mart.project, mart.partner, mart.area
-- notes:   sources that were to deliver for the projects of this area and type; missing: codes of those that did not
--          and names of the first five
with

due as (
    select * from mart.source_due($area, $project_type, null)
    where quarter between date_trunc('quarter', $from_month::date) and $until_month
),

source as (
    select
        due.source_code,
        bool_or(delivery.is_missing) as is_missing,
        bool_or(delivery.is_provisional) as is_provisional,
        min(due.quarter) filter (where delivery.is_provisional) as first_quarter
    from due
    inner join mart.delivery as delivery
        on
            due.source_code = delivery.source_code
            and due.quarter = delivery.quarter
    group by due.source_code
),

named as (
    select
        source.*,
        coalesce(names.name_nl, source.source_code) as name_nl,
        coalesce(names.name_en, source.source_code) as name_en,
        row_number() over (partition by source.is_missing order by source.source_code) as position
    from source
    left join mart.source_names($until_month) as names on source.source_code = names.source_code
)

select
    count(*) as n_sources,
    count(*) filter (where not is_missing) as n_complete,
    count(*) filter (where is_provisional) as n_provisional,
    count(*) filter (where is_missing) as n_missing,
    string_agg(
        source_code, ', ' order by source_code
    ) filter (where is_missing) as missing,
    string_agg(
        name_nl, ', ' order by source_code
    ) filter (where is_missing and position <= 5) as missing_nl,
    string_agg(
        name_en, ', ' order by source_code
    ) filter (where is_missing and position <= 5) as missing_en,
    min(first_quarter) as first_provisional_quarter
from named
order by n_sources
