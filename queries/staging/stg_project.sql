-- title:   Projecten zoals geleverd
-- grain:   one row per delivery and project
select
    delivery_id,
    project_code,
    title,
    type_code,
    lead_partner_code,
    manager_organisation,
    manager_role,
    covenant_version,
    partner_codes,
    municipality_codes,
    status,
    planned_start_date,
    start_date,
    planned_end_date,
    end_date,
    extended_until_date,
    extension_reason,
    has_prior_goal,
    reason,
    dpia_date,
    council_decision_date
from raw.project
