-- title:   Doorgeleid en afgehandeld per kwartaal
-- grain:   one row per quarter; ordered by quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: quarter date, n_passed_on bigint [signals], n_settled bigint [signals]
-- source:  mart.referral
select
    date_trunc('quarter', month)::date as quarter,
    sum(n_passed_on)::bigint as n_passed_on,
    sum(n_settled)::bigint as n_settled
from mart.referral
where
    month between $from_month and $until_month
    and mart.is_chosen(type_code, $project_type)
    and mart.lies_in($area, municipality_code, province_code)
group by quarter
order by quarter
