-- title:   Waarin projecten op elkaar lijken
-- grain:   one row per project; ordered by project_code
-- params:  none
-- returns: project_code varchar, title varchar, type_code varchar, type_name_nl varchar, type_name_en varchar,
--          partner_codes varchar, status varchar, start_date date?, end_date date?, n_addresses bigint [addresses],
--          urbanity_class double? [class 1 to 5], owner_occupied_pct double? [percent]
-- source:  mart.project, mart.project_type, mart.project_area, mart.area
-- notes:   kind of area: public figures of the areas of the newest division, weighted by the project's addresses in
--          each; an area that is not comparable counts through its municipality
with

place as (
    select
        place.project_code,
        place.n_addresses,
        coalesce(area.urbanity_class, town.urbanity_class) as urbanity_class,
        coalesce(area.owner_occupied_pct, town.owner_occupied_pct) as owner_occupied_pct
    from mart.project_area as place
    left join mart.area as area on place.current_area_code = area.area_code
    left join mart.area as town on place.municipality_code = town.area_code
),

scope as (
    select
        project_code,
        sum(n_addresses) as n_addresses,
        sum(urbanity_class * n_addresses)
        / nullif(sum(n_addresses) filter (where urbanity_class is not null), 0) as urbanity_class,
        sum(owner_occupied_pct * n_addresses)
        / nullif(sum(n_addresses) filter (where owner_occupied_pct is not null), 0) as owner_occupied_pct
    from place
    group by project_code
)

select
    project.project_code,
    project.title,
    project.type_code,
    kind.name_nl as type_name_nl,
    kind.name_en as type_name_en,
    array_to_string(project.partner_codes, ' ') as partner_codes,
    project.status,
    project.start_date,
    project.end_date,
    coalesce(scope.n_addresses, 0)::bigint as n_addresses,
    scope.urbanity_class::double as urbanity_class,
    scope.owner_occupied_pct::double as owner_occupied_pct
from mart.project as project
inner join mart.project_type as kind on project.type_code = kind.type_code
left join scope on project.project_code = scope.project_code
order by project.project_code
