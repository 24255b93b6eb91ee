-- title:   Wie voor de projecten van een gebied en soort levert, per kwartaal
-- grain:   one row per source and quarter
create macro mart.source_due(area, project_type, partner) as table (
    select distinct
        due.source_code,
        due.partner_code,
        due.quarter
    from mart.project_quarter as due
    inner join mart.project as project on due.project_code = project.project_code
    where
        mart.is_chosen(project.type_code, project_type)
        and mart.is_chosen(due.partner_code, partner)
        and (
            area is null
            or due.source_code = area
            or (
                due.source_code not like 'GM%'
                and due.project_code in (
                    select place.project_code from mart.project_area as place
                    where area in (place.municipality_code, place.province_code)
                )
            )
            or due.source_code in (
                select home.area_code from mart.area as home
                where home.level = 'municipality' and home.province_code = area
            )
        )
)
