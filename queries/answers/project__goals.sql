-- title:   Doelen van projecten en wat tot nu toe is bereikt
-- grain:   one row per project and measure; ordered by project_code, measure_code
-- params:  projects varchar[] = ['LSI-2020-001']
-- returns: project_code varchar, measure_code varchar, name_nl varchar, name_en varchar, unit varchar,
--          polarity varchar, protection varchar, target_value double [as the measure], set_on_date date,
--          is_prior boolean, reached double? [as the measure], margin_pct integer? [percent]
-- source:  mart.project_goal, mart.project, mart.measure, mart.outcome_project, mart.amount_total
-- notes:   prior: set on or before the day the project began; reached is null for a measure that is not counted here
--          and for an amount that may not be shown; amounts that are mixed at source are left out
with

goal as (
    select * from mart.project_goal
    where list_contains($projects::varchar[], project_code)
),

counted as (
    select
        project_code,
        measure_code,
        sum(n_value) as n_value
    from mart.outcome_project
    where list_contains($projects::varchar[], project_code)
    group by project_code, measure_code
),

amount as (
    select
        project_code,
        measure_code,
        amount_eur,
        margin_pct
    from mart.amount_total
    where
        view = 'project'
        and grain = 'all'
        and list_contains($projects::varchar[], project_code)
        and not is_mixed
)

select
    goal.project_code,
    goal.measure_code,
    measure.name_nl,
    measure.name_en,
    measure.unit,
    measure.polarity,
    measure.protection,
    goal.target_value,
    goal.set_on_date,
    coalesce(goal.set_on_date <= coalesce(project.start_date, date '9999-12-31'), false) as is_prior,
    case
        when measure.protection in ('count', 'count_strict') then coalesce(counted.n_value, 0)
        when measure.protection = 'amount' then amount.amount_eur
    end::double as reached,
    amount.margin_pct
from goal
inner join mart.project as project on goal.project_code = project.project_code
inner join mart.measure as measure on goal.measure_code = measure.measure_code
left join counted
    on
        goal.project_code = counted.project_code
        and goal.measure_code = counted.measure_code
left join amount
    on
        goal.project_code = amount.project_code
        and goal.measure_code = amount.measure_code
order by goal.project_code, goal.measure_code
