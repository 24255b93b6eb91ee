-- title:   Van projectgebied tot afhandeling
-- grain:   one row; ordered by n_scope
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: n_scope bigint [addresses], n_selected bigint [addresses], n_examined bigint [addresses],
--          n_irregular bigint [addresses], n_referred bigint [addresses], n_passed_on bigint [signals],
--          n_settled bigint [signals]
-- source:  mart.outcome_area, mart.referral, mart.project, mart.project_area
-- notes:   scope: addresses in the areas of projects that ran in the period; an address in two projects counts twice
with

counted as (
    select
        sum(n_value) filter (where measure_code = 'selected_addresses') as n_selected,
        sum(n_value) filter (where measure_code = 'examined_addresses') as n_examined,
        sum(n_value) filter (where measure_code = 'irregular_addresses') as n_irregular,
        sum(n_value) filter (where measure_code = 'referred_addresses') as n_referred
    from mart.outcome_area
    where
        area_code = mart.area_or_all($area)
        and month between $from_month and $until_month
        and mart.is_chosen(type_code, $project_type)
),

passed as (
    select
        sum(n_passed_on) as n_passed_on,
        sum(n_settled) as n_settled
    from mart.referral
    where
        month between $from_month and $until_month
        and mart.is_chosen(type_code, $project_type)
        and mart.lies_in($area, municipality_code, province_code)
),

scope as (
    select sum(place.n_addresses) as n_scope
    from mart.project_area as place
    inner join mart.project as project using (project_code)
    where
        project.start_date <= last_day($until_month::date)
        and coalesce(project.end_date, $until_month) >= $from_month
        and mart.is_chosen(project.type_code, $project_type)
        and mart.lies_in($area, place.municipality_code, place.province_code)
)

select
    coalesce(scope.n_scope, 0)::bigint as n_scope,
    coalesce(counted.n_selected, 0)::bigint as n_selected,
    coalesce(counted.n_examined, 0)::bigint as n_examined,
    coalesce(counted.n_irregular, 0)::bigint as n_irregular,
    coalesce(counted.n_referred, 0)::bigint as n_referred,
    coalesce(passed.n_passed_on, 0)::bigint as n_passed_on,
    coalesce(passed.n_settled, 0)::bigint as n_settled
from counted
cross join passed
cross join scope
order by n_scope
