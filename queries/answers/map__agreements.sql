-- title:   Borgingsafspraken per gebied en hoeveel er werken
-- grain:   one row per area with an agreement; ordered by area_code
-- params:  level varchar = 'municipality', project_type varchar? = null
-- returns: area_code varchar, n_agreed bigint [agreements], n_working bigint [agreements]
-- source:  mart.sustainment, mart.project_area
-- notes:   by the last measurement, whatever the period; an agreement of a project in several areas counts in each
with

place as (
    select distinct
        project_code,
        case $level
            when 'province' then province_code
            when 'municipality' then municipality_code
            when 'district' then current_district_code
            else current_area_code
        end as area_code
    from mart.project_area
    where mart.is_chosen(type_code, $project_type)
),

latest as (
    select
        project_code,
        agreement_code,
        max_by(status, moment_months) as status,
        max(moment_months) as moment_months
    from mart.sustainment
    group by project_code, agreement_code
)

select
    place.area_code,
    count(*) as n_agreed,
    count(*) filter (where latest.status = 'working' and latest.moment_months > 0) as n_working
from latest
inner join place on latest.project_code = place.project_code
where place.area_code is not null
group by place.area_code
order by place.area_code
