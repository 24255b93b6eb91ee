-- title:   Resultaten zoals geleverd
-- grain:   one row per delivery, project, area, partner, measure, subject, month and month of decision
select
    delivery_id,
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
    largest_contribution,
    coalesce(value_basis, 'period') as value_basis,
    coalesce(is_mixed_at_source, false) as is_mixed_at_source
from raw.result
