-- title:   Projecten waarvan een effect gevraagd kan worden
-- grain:   one row per project that started; ordered by project_code
-- params:  area varchar? = null, project_type varchar? = null
-- returns: project_code varchar, title varchar, type_code varchar, type_name_nl varchar, type_name_en varchar,
--          status varchar, start_date date, end_date date?, province_code varchar,
--          municipality_codes varchar[]
-- source:  mart.project, mart.project_area, mart.project_type
with

place as (
    select
        project_code,
        min(province_code) as province_code,
        list_sort(list(distinct municipality_code)) as municipality_codes
    from mart.project_area
    where mart.lies_in($area, municipality_code, province_code)
    group by project_code
)

select
    project.project_code,
    project.title,
    project.type_code,
    kind.name_nl as type_name_nl,
    kind.name_en as type_name_en,
    project.status,
    project.start_date,
    project.end_date,
    place.province_code,
    place.municipality_codes
from mart.project as project
inner join place on project.project_code = place.project_code
inner join mart.project_type as kind on project.type_code = kind.type_code
where
    project.start_date is not null
    and mart.is_chosen(project.type_code, $project_type)
order by project.project_code
