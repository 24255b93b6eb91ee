-- title:   Borgingsafspraken en hun laatste status
-- grain:   one row; ordered by n_agreed
-- params:  area varchar? = null, project_type varchar? = null
-- returns: n_agreed bigint [agreements], n_working bigint [agreements], n_unmeasured bigint [agreements]
-- source:  mart.sustainment, mart.project_area
with

place as (
    select distinct project_code
    from mart.project_area
    where
        mart.is_chosen(type_code, $project_type)
        and (
            mart.lies_in($area, municipality_code, province_code)
            or mart.lies_in($area, current_district_code, current_area_code)
        )
),

latest as (
    select
        max_by(sustainment.status, sustainment.moment_months) as status,
        max(sustainment.moment_months) as moment_months
    from mart.sustainment as sustainment
    inner join place on sustainment.project_code = place.project_code
    group by sustainment.project_code, sustainment.agreement_code
)

select
    count(*) as n_agreed,
    count(*) filter (where status = 'working' and moment_months > 0) as n_working,
    count(*) filter (where moment_months = 0) as n_unmeasured
from latest
order by n_agreed
