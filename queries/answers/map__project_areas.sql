-- title:   Gebieden van projecten in een gemeente
-- grain:   one row per project and area; ordered by project_code, area_code
-- params:  parent varchar = 'GM9001', level varchar = 'neighbourhood', from_month date = '2022-01-01',
--          until_month date = '2025-12-01', project_type varchar? = null
-- returns: project_code varchar, title varchar, status varchar, area_code varchar, level varchar
-- source:  mart.project_area, mart.project, mart.area
-- notes:   a project area that is wider than the level counts for every area of the level inside it
select distinct
    project.project_code,
    project.title,
    project.status,
    area.area_code,
    area.level
from mart.project_area as place
inner join mart.project as project on place.project_code = project.project_code
inner join mart.area as area
    on
        place.current_area_code in (
            area.area_code, area.district_code, area.municipality_code
        )
        or place.current_district_code = area.area_code
where
    area.level = $level
    and $parent in (area.municipality_code, area.district_code)
    and project.start_date <= $until_month
    and coalesce(project.end_date, $until_month) >= $from_month
    and ($project_type is null or project.type_code = $project_type)
order by project.project_code, area.area_code
