-- title:   Van projectgebied tot afhandeling, per project tot een leeftijd
-- grain:   one row per project; ordered by project_code
-- params:  projects varchar[] = ['LSI-2019-001'], months integer = 999
-- returns: project_code varchar, n_scope bigint [addresses], n_selected bigint [addresses],
--          n_examined bigint [addresses], n_irregular bigint [addresses], n_referred bigint [addresses],
--          n_passed_on bigint [signals], n_settled bigint [signals]
-- source:  mart.project, mart.project_area, mart.outcome_project, mart.referral
-- notes:   counts what was delivered for the first so many months after the start, so that projects of another age can
--          be compared; a project without a start has everything it delivered
with

project as (
    select
        project_code,
        date_trunc('month', start_date) as began_month
    from mart.project
    where list_contains($projects::varchar[], project_code)
),

counted as (
    select
        outcome.project_code,
        sum(outcome.n_value) filter (where outcome.measure_code = 'selected_addresses') as n_selected,
        sum(outcome.n_value) filter (where outcome.measure_code = 'examined_addresses') as n_examined,
        sum(outcome.n_value) filter (where outcome.measure_code = 'irregular_addresses') as n_irregular,
        sum(outcome.n_value) filter (where outcome.measure_code = 'referred_addresses') as n_referred
    from mart.outcome_project as outcome
    inner join project on outcome.project_code = project.project_code
    where coalesce(datediff('month', project.began_month, outcome.month) < $months, true)
    group by outcome.project_code
),

passed as (
    select
        referral.project_code,
        sum(referral.n_passed_on) as n_passed_on,
        sum(referral.n_settled) as n_settled
    from mart.referral as referral
    inner join project on referral.project_code = project.project_code
    where coalesce(datediff('month', project.began_month, referral.month) < $months, true)
    group by referral.project_code
),

scope as (
    select
        place.project_code,
        sum(place.n_addresses) as n_scope
    from mart.project_area as place
    inner join project on place.project_code = project.project_code
    group by place.project_code
)

select
    project.project_code,
    coalesce(scope.n_scope, 0)::bigint as n_scope,
    coalesce(counted.n_selected, 0)::bigint as n_selected,
    coalesce(counted.n_examined, 0)::bigint as n_examined,
    coalesce(counted.n_irregular, 0)::bigint as n_irregular,
    coalesce(counted.n_referred, 0)::bigint as n_referred,
    coalesce(passed.n_passed_on, 0)::bigint as n_passed_on,
    coalesce(passed.n_settled, 0)::bigint as n_settled
from project
left join scope on project.project_code = scope.project_code
left join counted on project.project_code = counted.project_code
left join passed on project.project_code = passed.project_code
order by project.project_code
