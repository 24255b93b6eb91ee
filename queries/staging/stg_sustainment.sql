-- title:   Borgingsafspraken zoals geleverd
-- grain:   one row per delivery, project, agreement and moment
select
    delivery_id,
    project_code,
    agreement_code,
    agreement,
    owner_organisation,
    owner_role,
    embedded_in,
    status,
    due_date,
    try_cast(moment_months as integer) as moment_months,
    measure_code,
    value,
    evidence
from raw.sustainment
