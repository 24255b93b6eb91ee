-- title:   Wat is doorgeleid, van wie naar wie, en afgehandeld
-- grain:   one row per sender and receiver; ordered by from_partner_code, to_partner_code
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: from_partner_code varchar, to_partner_code varchar, n_passed_on bigint [signals],
--          n_settled bigint [signals]
-- source:  mart.referral
select
    from_partner_code,
    to_partner_code,
    sum(n_passed_on)::bigint as n_passed_on,
    sum(n_settled)::bigint as n_settled
from mart.referral
where
    month between $from_month and $until_month
    and mart.is_chosen(type_code, $project_type)
    and mart.lies_in($area, municipality_code, province_code)
group by from_partner_code, to_partner_code
order by from_partner_code, to_partner_code
