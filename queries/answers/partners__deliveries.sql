-- title:   Wie leverde welk kwartaal, en wanneer
-- grain:   one row per source and quarter; ordered by is_municipality, province_name, name_nl, source_code, quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: source_code varchar, partner_code varchar, is_municipality boolean, province_name varchar?,
--          name_nl varchar, name_en varchar, quarter date, reference_date date?, first_reference_date date?,
--          is_expected boolean, is_missing boolean, is_provisional boolean, is_restated boolean,
--          due_date date, days_late integer [days], is_chosen boolean
-- source:  mart.delivery, mart.project_quarter, mart.partner, mart.area
-- notes:   every quarter; is_chosen says whether it lies in the period; with an area or type only sources that were to
--          deliver for its projects
with

due as (
    select * from mart.source_due($area, $project_type, null)
)

select
    delivery.source_code,
    delivery.partner_code,
    delivery.source_code like 'GM%' as is_municipality,
    province.area_name as province_name,
    coalesce(source.name_nl, delivery.source_code) as name_nl,
    coalesce(source.name_en, delivery.source_code) as name_en,
    delivery.quarter,
    delivery.reference_date,
    delivery.first_reference_date,
    delivery.is_expected,
    delivery.is_missing,
    delivery.is_provisional,
    delivery.is_restated,
    delivery.due_date,
    delivery.days_late,
    delivery.quarter between date_trunc('quarter', $from_month::date) and $until_month as is_chosen
from mart.delivery as delivery
left join mart.source_names($until_month) as source on delivery.source_code = source.source_code
left join mart.area as province
    on delivery.province_code = province.area_code and province.level = 'province'
where
    ($area is null and $project_type is null)
    or exists (
        select 1 from due
        where due.source_code = delivery.source_code and due.quarter = delivery.quarter
    )
order by is_municipality, province_name, name_nl, delivery.source_code, delivery.quarter
