-- title:   Een maatstaf per gebied
-- grain:   one row per area of one level inside one parent; ordered by is_water, area_name, area_code
-- params:  measure varchar = 'irregular_addresses', denominator varchar? = 'examined_addresses',
--          level varchar = 'municipality', parent varchar? = null, from_month date = '2022-01-01',
--          until_month date = '2025-12-01', project_type varchar? = null
-- returns: area_code varchar, area_name varchar, is_water boolean, n_projects bigint [projects],
--          n_addresses bigint [addresses in project areas], n_value bigint [as the measure],
--          n_denominator bigint [as the denominator], is_undelivered boolean
-- source:  mart.area, mart.outcome_area, mart.project_area, mart.project, mart.delivery
-- notes:   wijken and buurten of several gemeenten bear the name of theirs first
with

counted as (
    select
        area_code,
        sum(n_value) filter (where measure_code = $measure) as n_value,
        sum(n_value) filter (where measure_code = $denominator) as n_below
    from mart.outcome_area
    where
        level = $level
        and measure_code in ($measure, $denominator)
        and month between $from_month and $until_month
        and mart.is_chosen(type_code, $project_type)
    group by area_code
),

delivery as (
    select
        partner_code,
        sum(n_months) as n_delivered
    from mart.delivery
    where quarter between $from_month and $until_month
    group by partner_code
),

covered as (
    select
        case $level
            when 'province' then place.province_code
            when 'municipality' then place.municipality_code
            when 'district' then place.current_district_code
            else place.current_area_code
        end as area_code,
        count(distinct place.project_code) as n_projects,
        sum(place.n_addresses)::bigint as n_addresses,
        bool_and(delivery.n_delivered = 0) as is_undelivered
    from mart.project_area as place
    inner join mart.project as project using (project_code)
    left join delivery on project.lead_partner_code = delivery.partner_code
    where
        project.start_date <= last_day($until_month::date)
        and coalesce(project.end_date, $until_month) >= $from_month
        and mart.is_chosen(project.type_code, $project_type)
    group by 1
)

select
    area.area_code,
    concat_ws(', ', town.area_name, area.area_name) as area_name,
    area.is_water,
    coalesce(covered.n_projects, 0)::bigint as n_projects,
    coalesce(covered.n_addresses, 0)::bigint as n_addresses,
    coalesce(counted.n_value, 0)::bigint as n_value,
    coalesce(counted.n_below, 0)::bigint as n_denominator,
    coalesce(covered.is_undelivered, false) as is_undelivered
from mart.area as area
left join mart.area as town
    on
        area.municipality_code = town.area_code
        and area.level in ('district', 'neighbourhood')
        and ($parent is null or $parent like 'PV%')
left join counted on area.area_code = counted.area_code
left join covered on area.area_code = covered.area_code
where
    area.level = $level
    and (
        $parent is null
        or $parent in (area.province_code, area.municipality_code, area.district_code)
    )
order by area.is_water, 2, area.area_code
