-- title:   Beveiligde doorgeleidingen
-- grain:   one row per project, month, sender, receiver and subject
-- protect: n_passed_on count, n_settled count
with

cell as (
    select
        *,
        split_part(partner_code, '/', 1) as from_partner_code,
        split_part(partner_code, '/', 2) as to_partner_code
    from protected.count_cell
    where origin = 'referral'
)

select
    cell.project_code,
    any_value(project.type_code) as type_code,
    cell.month,
    cell.from_partner_code,
    cell.to_partner_code,
    cell.class_code as subject,
    any_value(cell.municipality_code) as municipality_code,
    any_value(home.province_code) as province_code,
    sum(cell.value)::bigint as n_passed_on,
    coalesce(
        sum(cell.value) filter (where cell.component = 'signals_settled'), 0
    )::bigint as n_settled
from cell
inner join mart.project as project on cell.project_code = project.project_code
left join mart.area as home on cell.municipality_code = home.area_code
group by
    cell.project_code, cell.month, cell.from_partner_code, cell.to_partner_code,
    cell.class_code
order by
    cell.project_code, cell.month, cell.from_partner_code, cell.to_partner_code,
    cell.class_code
