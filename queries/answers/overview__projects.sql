-- title:   Lopende en afgesloten projecten per kwartaal
-- grain:   one row per quarter; ordered by quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: quarter date, n_running bigint [projects at its end],
--          n_closed bigint [projects in it]
-- source:  mart.project, mart.project_area
with

place as (
    select distinct project_code
    from mart.project_area
    where
        mart.lies_in($area, municipality_code, province_code)
        or mart.lies_in($area, current_district_code, current_area_code)
),

project as (
    select
        mart.project.project_code,
        mart.project.start_date,
        mart.project.end_date
    from mart.project
    inner join place on mart.project.project_code = place.project_code
    where
        mart.project.start_date is not null
        and mart.is_chosen(mart.project.type_code, $project_type)
),

quarter as (
    select unnest(
        generate_series(
            date_trunc('quarter', $from_month::date),
            $until_month::date,
            interval 3 month
        )
    )::date as quarter
)

select
    quarter.quarter,
    count(*) filter (
        where
        project.start_date < quarter.quarter + interval 3 month
        and (
            project.end_date is null
            or project.end_date >= quarter.quarter + interval 3 month
        )
    ) as n_running,
    count(*) filter (
        where
        project.end_date >= quarter.quarter
        and project.end_date < quarter.quarter + interval 3 month
    ) as n_closed
from quarter
left join project
    on project.start_date < quarter.quarter + interval 3 month
group by quarter.quarter
order by quarter.quarter
