-- title:   Cellen uit het blad contextcijfers
-- grain:   one row per project, partner, area, component, class and month
select
    'context' as origin,
    'context' as project_code,
    current_month.partner_code,
    context.measure_code as family,
    context.measure_code as component,
    1 as family_rank,
    'count' as rule,
    context.area_code,
    context.area_year,
    '' as class_code,
    context.month,
    context.value::bigint as value
from stg.context as context
inner join exact.current_month as current_month
    on
        context.delivery_id = current_month.delivery_id
        and context.month = current_month.month
        and current_month.source_code = case
            when current_month.partner_code = 'GEM' then 'GM' || substr(context.area_code, 3, 4)
            else current_month.partner_code
        end
