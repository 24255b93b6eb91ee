-- title:   Resultaten per maand
-- grain:   one row per project, area, area year, partner, measure, subject, month and month of decision
-- notes:   cumulative series become the increase of their running maximum
with

result as (
    select * from exact.current_result
),

risen as (
    select
        *,
        max(value) over series as top_value,
        max(n_files) over series as top_files,
        max(n_new_files) over series as top_new_files
    from result
    where value_basis = 'cumulative'
    window series as (
        partition by
            project_code, area_code, area_year, partner_code,
            measure_code, subject, decision_month
        order by month
    )
),

increased as (
    select
        * exclude (
            value, n_files, n_new_files, top_value, top_files, top_new_files
        ),
        top_value - coalesce(lag(top_value) over series, 0) as value,
        top_files - coalesce(lag(top_files) over series, 0) as n_files,
        top_new_files
        - coalesce(lag(top_new_files) over series, 0) as n_new_files
    from risen
    window series as (
        partition by
            project_code, area_code, area_year, partner_code,
            measure_code, subject, decision_month
        order by month
    )
),

period as (
    select * from result
    where value_basis = 'period'
    union all by name
    select * from increased
)

select
    project_code,
    area_code,
    area_year,
    partner_code,
    measure_code,
    subject,
    month,
    decision_month,
    value,
    n_files,
    n_new_files,
    least(largest_contribution, value) as largest_contribution,
    is_mixed_at_source
from period
where value > 0
