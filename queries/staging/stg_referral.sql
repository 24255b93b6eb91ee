-- title:   Doorgeleidingen zoals geleverd
-- grain:   one row per delivery, project, month, sender, receiver and subject
select
    delivery_id,
    project_code,
    month,
    from_partner_code,
    to_partner_code,
    subject,
    n_passed_on,
    n_settled,
    median_days
from raw.referral
