-- title:   Resultaten uit de levering die geldt
-- grain:   one row per project, area, area year, partner, measure, subject, month and month of decision
-- notes:   where two suppliers name the same cell, the partner's own delivery wins, with all its months of decision
with

current_month as (
    select * from exact.current_month
),

result as (
    select * from stg.result
),

winning as (
    select
        result.*,
        current_month.partner_code as supplier_code
    from result
    inner join current_month
        on
            result.delivery_id = current_month.delivery_id
            and result.month = current_month.month
),

one_supplier as (
    select *
    from winning
    qualify rank() over (
        partition by
            project_code, area_code, area_year, partner_code,
            measure_code, subject, month
        order by (supplier_code = partner_code) desc, supplier_code
    ) = 1
)

select * from one_supplier
