-- title:   Borgingsafspraken en hun metingen
-- grain:   one row per project, agreement and moment
-- protect: moment_months public, n_value count
-- notes:   the value of a moment is a protected count; absent where none was delivered or the measure does not count
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
    select * from public.agreement
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
