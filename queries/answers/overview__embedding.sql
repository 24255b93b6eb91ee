-- title:   Borgingsafspraken en hun laatste status
-- grain:   one row; ordered by n_agreed
-- params:  area varchar? = null, project_type varchar? = null
-- returns: n_agreed bigint [agreements], n_working bigint [agreements], n_unmeasured bigint [agreements]
-- source:  mart.embedding, mart.project, mart.project_area
with

place as (
    select distinct project_code
    from mart.project_area
    where
        $area is null
        or municipality_code = $area
        or province_code = $area
        or current_district_code = $area
        or current_area_code = $area
),

latest as (
    select
        mart.embedding.status,
        mart.embedding.moment_months
    from mart.embedding
    inner join mart.project
        on mart.embedding.project_code = mart.project.project_code
    inner join place on mart.embedding.project_code = place.project_code
    where $project_type is null or mart.project.type_code = $project_type
    qualify row_number() over (
        partition by
            mart.embedding.project_code, mart.embedding.agreement_code
        order by mart.embedding.moment_months desc
    ) = 1
)

select
    count(*) as n_agreed,
    count(*) filter (where status = 'working') as n_working,
    count(*) filter (where moment_months = 0) as n_unmeasured
from latest
order by n_agreed
