-- title:   Doorlooptijd van doorgeleidingen per ontvanger
-- grain:   one row per receiver and class of days; ordered by to_partner_code, days_from
-- params:  from_month date = '2019-01-01', until_month date = '2025-12-01'
-- returns: to_partner_code varchar, days_from integer [days], n_settled bigint [signals]
-- source:  mart.settlement
select
    to_partner_code,
    days_from,
    sum(n_settled)::bigint as n_settled
from mart.settlement
where year between extract('year' from $from_month::date) and extract('year' from $until_month::date)
group by to_partner_code, days_from
order by to_partner_code, days_from
