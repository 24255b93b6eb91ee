-- title:   Hoe elke bron heet: een landelijke partner, of een gemeente
-- grain:   one row per source
create macro mart.source_names(until_month) as table (
    select
        partner_code as source_code,
        name_nl,
        name_en
    from mart.partner_at(until_month)
    union all
    select
        area_code as source_code,
        area_name as name_nl,
        area_name as name_en
    from mart.area
    where level = 'municipality'
)
