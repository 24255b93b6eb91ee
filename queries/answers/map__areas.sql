-- title:   Een maatstaf per gebied
-- grain:   one row per area of one level inside one parent; ordered by is_water, area_name, area_code
-- params:  measure varchar = 'irregular_addresses', denominator varchar? = 'examined_addresses',
--          level varchar = 'municipality', parent varchar? = null, from_month date = '2022-01-01',
--          until_month date = '2025-12-01', project_type varchar? = null
-- returns: area_code varchar, area_name varchar, is_water boolean, n_projects bigint [projects],
--          n_addresses bigint [addresses in project areas], n_value bigint [as the measure],
--          n_denominator bigint [as the denominator], n_sources bigint [sources],
--          n_missing bigint [sources], is_undelivered boolean
-- source:  mart.area, mart.outcome_area, mart.referral, mart.project_area, mart.project, mart.project_quarter,
--          mart.delivery
-- notes:   undelivered: neither the gemeente nor the lead delivered anything for its projects in the period;
--          wijken and buurten of several gemeenten bear the name of theirs first
with

counted as (
    select
        area_code,
        sum(n_value) filter (where measure_code = $measure) as n_value,
        sum(n_value) filter (where measure_code = $denominator) as n_below
    from mart.results_per_area($level, $project_type)
    where
        measure_code in ($measure, $denominator)
        and month between $from_month and $until_month
    group by area_code
),

source as (
    select
        due.project_code,
        due.source_code,
        bool_or(delivery.is_missing) as is_missing,
        sum(delivery.n_months) = 0 as is_absent
    from mart.project_quarter as due
    inner join mart.delivery as delivery
        on
            due.source_code = delivery.source_code
            and due.quarter = delivery.quarter
    where due.quarter between date_trunc('quarter', $from_month::date) and $until_month
    group by due.project_code, due.source_code
),

place as (
    select
        case $level
            when 'province' then place.province_code
            when 'municipality' then place.municipality_code
            when 'district' then place.current_district_code
            else place.current_area_code
        end as area_code,
        place.project_code,
        place.municipality_code,
        project.lead_partner_code,
        sum(place.n_addresses)::bigint as n_addresses
    from mart.project_area as place
    inner join mart.project as project using (project_code)
    where
        project.start_date <= last_day($until_month::date)
        and coalesce(project.end_date, $until_month) >= $from_month
        and mart.is_chosen(project.type_code, $project_type)
    group by 1, place.project_code, place.municipality_code, project.lead_partner_code
),

covered as (
    select
        place.area_code,
        count(distinct place.project_code) as n_projects,
        count(distinct source.source_code) as n_sources,
        count(distinct source.source_code) filter (where source.is_missing) as n_missing,
        coalesce(
            bool_and(source.is_absent) filter (
                where source.source_code in (place.municipality_code, place.lead_partner_code)
            ), false
        ) as is_undelivered
    from place
    left join source
        on
            place.project_code = source.project_code
            and (source.source_code not like 'GM%' or place.municipality_code = source.source_code)
    group by place.area_code
),

addresses as (
    select
        area_code,
        sum(n_addresses)::bigint as n_addresses
    from place
    group by area_code
)

select
    area.area_code,
    concat_ws(', ', town.area_name, area.area_name) as area_name,
    area.is_water,
    coalesce(covered.n_projects, 0)::bigint as n_projects,
    coalesce(addresses.n_addresses, 0)::bigint as n_addresses,
    coalesce(counted.n_value, 0)::bigint as n_value,
    coalesce(counted.n_below, 0)::bigint as n_denominator,
    coalesce(covered.n_sources, 0)::bigint as n_sources,
    coalesce(covered.n_missing, 0)::bigint as n_missing,
    coalesce(covered.is_undelivered, false) as is_undelivered
from mart.area as area
left join mart.area as town
    on
        area.municipality_code = town.area_code
        and area.level in ('district', 'neighbourhood')
        and ($parent is null or $parent like 'PV%')
left join counted on area.area_code = counted.area_code
left join covered on area.area_code = covered.area_code
left join addresses on area.area_code = addresses.area_code
where
    area.level = $level
    and mart.lies_inside($parent, area.province_code, area.municipality_code, area.district_code)
order by area.is_water, 2, area.area_code
