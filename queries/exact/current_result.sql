-- title:   Resultaten uit de leveringen die gelden
-- grain:   one row per project, area, area year, partner, measure, subject, month and month of decision
-- notes:   figures of a partner or gemeente that another delivered stand until its own delivery covers that month;
--          where two others name the same cell, the first of them by code
with

current_month as (
    select * from exact.current_month
),

result as (
    select
        result.*,
        source.source_code as supplier_code,
        case
            when result.partner_code = 'GEM' then 'GM' || substr(result.area_code, 3, 4)
            else result.partner_code
        end as owner_code
    from stg.result as result
    inner join stg.source as source
        on
            result.delivery_id = source.delivery_id
            and (
                source.partner_code <> 'GEM'
                or source.source_code = 'GM' || substr(result.area_code, 3, 4)
            )
),

winning as (
    select result.*
    from result
    inner join current_month
        on
            result.supplier_code = current_month.source_code
            and result.delivery_id = current_month.delivery_id
            and result.month = current_month.month
),

standing as (
    select winning.*
    from winning
    left join current_month as own
        on
            winning.owner_code = own.source_code
            and winning.month = own.month
    where winning.supplier_code = winning.owner_code or own.delivery_id is null
)

select *
from standing
qualify rank() over (
    partition by
        project_code, area_code, area_year, partner_code,
        measure_code, subject, month
    order by supplier_code
) = 1
