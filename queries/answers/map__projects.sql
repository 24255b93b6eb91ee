-- title:   Projecten op de kaart, met de grenzen van hun gebieden
-- grain:   one row per project, area and land or water; ordered by project_code, area_code, is_water
-- params:  parent varchar? = 'GM9001', from_month date = '2022-01-01', until_month date = '2025-12-01',
--          project_type varchar? = null, tolerance_m integer = 25
-- returns: project_code varchar, title varchar, status varchar, partners_nl varchar, partners_en varchar,
--          area_code varchar, is_water boolean, shape blob
-- source:  mart.project_area, mart.project, mart.partner, mart.area_shape
-- notes:   projects that ran in the period inside the parent, or anywhere; partners bear the name they had at its start
with

project as (
    select *
    from mart.project
    where
        start_date <= last_day($until_month::date)
        and coalesce(end_date, $until_month) >= $from_month
        and mart.is_chosen(type_code, $project_type)
),

place as (
    select distinct
        project_code,
        current_area_code as area_code
    from mart.project_area
    where
        mart.lies_inside($parent, province_code, municipality_code, current_district_code)
),

member as (
    select
        project.project_code,
        string_agg(partner.name_nl, ', ' order by partner.name_nl) as partners_nl,
        string_agg(partner.name_en, ', ' order by partner.name_en) as partners_en
    from project
    inner join mart.partner as partner
        on
            list_contains(project.partner_codes, partner.partner_code)
            and project.start_date between partner.valid_from_date and coalesce(partner.valid_to_date, '9999-12-31')
    group by project.project_code
)

select
    project.project_code,
    project.title,
    project.status,
    coalesce(member.partners_nl, '') as partners_nl,
    coalesce(member.partners_en, '') as partners_en,
    place.area_code,
    shape.is_water,
    shape.shape
from project
inner join place on project.project_code = place.project_code
inner join mart.area_shape as shape
    on
        place.area_code = shape.area_code
        and shape.tolerance_m = $tolerance_m
left join member on project.project_code = member.project_code
order by project.project_code, place.area_code, shape.is_water
