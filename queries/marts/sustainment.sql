-- title:   Borgingsafspraken en hun metingen
-- grain:   one row per project, agreement and moment
-- protect: moment_months public, n_value count
-- notes:   the value of a moment is a protected count; absent where none was delivered or the measure does not count;
--          dates, statuses and texts are not statistics and pass unrounded
with

measured as (
    select
        cell.project_code,
        cell.class_code as agreement_code,
        cell.component as measure_code,
        datediff('month', date '2000-01-01', cell.month)::integer as moment_months,
        cell.value as n_value
    from protected.count_cell as cell
    where cell.origin = 'follow_up'
),

delivered as (
    select
        sustainment.project_code,
        sustainment.agreement_code,
        coalesce(sustainment.moment_months, 0)::integer as moment_months,
        any_value(sustainment.agreement) as agreement,
        any_value(sustainment.owner_organisation) as owner_organisation,
        any_value(sustainment.owner_role) as owner_role,
        any_value(sustainment.embedded_in) as embedded_in,
        any_value(sustainment.status) as status,
        any_value(sustainment.due_date) as due_date,
        any_value(sustainment.measure_code) as measure_code,
        any_value(sustainment.evidence) as evidence,
        count(sustainment.value) > 0 as has_value
    from stg.sustainment as sustainment
    inner join exact.current_project as project
        on
            sustainment.delivery_id = project.delivery_id
            and sustainment.project_code = project.project_code
    group by
        sustainment.project_code, sustainment.agreement_code, coalesce(sustainment.moment_months, 0)
)

select
    delivered.* exclude (has_value),
    case
        when
            delivered.has_value
            and measure.unit = 'count'
            and measure.protection in ('count', 'count_strict')
            then coalesce(measured.n_value, 0)
    end::bigint as n_value
from delivered
left join measured
    on
        delivered.project_code = measured.project_code
        and delivered.agreement_code = measured.agreement_code
        and delivered.moment_months = measured.moment_months
        and delivered.measure_code = measured.measure_code
left join seed.measure as measure on delivered.measure_code = measure.code
order by
    delivered.project_code, delivered.agreement_code, delivered.moment_months
