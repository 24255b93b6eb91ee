-- title:   Beveiligde aantallen dossiers achter de bedragen
-- grain:   one row per measure, quarter, project, partner, subject and municipality
-- protect: n_files count
select
    cell.component as measure_code,
    date_trunc('quarter', cell.month)::date as quarter,
    cell.project_code,
    any_value(project.type_code) as type_code,
    cell.partner_code,
    cell.class_code as subject,
    cell.municipality_code,
    any_value(home.province_code) as province_code,
    sum(cell.value)::bigint as n_files
from protected.count_cell as cell
inner join mart.project as project on cell.project_code = project.project_code
left join mart.area as home on cell.municipality_code = home.area_code
where cell.origin = 'files'
group by
    cell.component, quarter, cell.project_code, cell.partner_code,
    cell.class_code, cell.municipality_code
order by
    cell.component, quarter, cell.project_code, cell.partner_code,
    cell.class_code, cell.municipality_code
