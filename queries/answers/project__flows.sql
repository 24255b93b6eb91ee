-- title:   Wat in één project is doorgeleid, van wie naar wie, en afgehandeld
-- grain:   one row per sender and receiver; ordered by from_partner_code, to_partner_code
-- params:  project varchar = 'LSI-2019-001'
-- returns: from_partner_code varchar, to_partner_code varchar, n_passed_on bigint [signals],
--          n_settled bigint [signals]
-- source:  mart.referral
select
    from_partner_code,
    to_partner_code,
    sum(n_passed_on)::bigint as n_passed_on,
    sum(n_settled)::bigint as n_settled
from mart.referral
where project_code = $project
group by from_partner_code, to_partner_code
order by from_partner_code, to_partner_code
