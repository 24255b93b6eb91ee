-- title:   Borgingsafspraken: wat is afgesproken, met wie, en of er is gemeten
-- grain:   one row per project, agreement and moment
-- notes:   whether a value was delivered, never the value: that is a protected count
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
inner join exact.current_sheet as held
    on
        held.sheet = 'sustainment'
        and sustainment.delivery_id = held.delivery_id
        and sustainment.project_code = held.project_code
group by
    sustainment.project_code, sustainment.agreement_code, coalesce(sustainment.moment_months, 0)
