-- title:   Cellen uit het blad doorgeleidingen
-- grain:   one row per project, partner, area, component, class and month
-- notes:   the receiver stands beside the sender, so that each pair closes and is rounded by itself and who receives
--          learns nothing of what others received; the area is the project's first municipality
with

referral_row as (
    select
        referral.project_code,
        referral.from_partner_code || '/' || referral.to_partner_code as partner_code,
        project.municipality_codes[1] as area_code,
        referral.subject as class_code,
        referral.month,
        referral.n_passed_on,
        coalesce(referral.n_settled, 0) as n_settled
    from stg.referral as referral
    inner join exact.current_month as current_month
        on
            referral.delivery_id = current_month.delivery_id
            and referral.month = current_month.month
    inner join exact.current_project as project using (project_code)
)

select
    'referral' as origin,
    project_code,
    partner_code,
    'referral' as family,
    unnest(['signals_passed_on', 'signals_settled']) as component,
    unnest([1, 2]) as family_rank,
    'count' as rule,
    area_code,
    0 as area_year,
    class_code,
    month,
    unnest([n_passed_on, n_settled])::bigint as value
from referral_row
