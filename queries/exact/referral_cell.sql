-- title:   Cellen uit het blad doorgeleidingen
-- grain:   one row per project, partner, area, component, class and month
-- notes:   the receiver stands beside the sender, so that each pair closes and is rounded by itself and who receives
--          learns nothing of what others received; the area is the project's first municipality
with

referral_row as (
    select
        project_code,
        from_partner_code || '/' || to_partner_code as partner_code,
        municipality_codes[1] as area_code,
        subject as class_code,
        month,
        sum(n_passed_on)::bigint as n_passed_on,
        sum(coalesce(n_settled, 0))::bigint as n_settled
    from exact.current_referral
    where municipality_codes is not null
    group by all
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
