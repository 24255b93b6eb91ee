-- title:   Doorlooptijd van doorgeleidingen, in klassen van dagen
-- grain:   one row per receiver, year and class of days
-- protect: year public, days_from public, n_settled count
-- notes:   protected numbers of settled signals by the median a partner gave for them; whole programme only, and a
--          receiver's year with fewer than 25 of them or three projects is left out, so that no small group has a lead
--          time of its own; classes of 15 days, the last one open
with

delivered as (
    select
        referral.project_code,
        referral.month,
        referral.from_partner_code,
        referral.to_partner_code,
        referral.subject,
        least(15 * floor(referral.median_days / 15), 360)::integer as days_from
    from stg.referral as referral
    inner join exact.current_month as current_month
        on
            referral.delivery_id = current_month.delivery_id
            and referral.month = current_month.month
    where referral.median_days is not null
),

settled as (
    select
        delivered.to_partner_code,
        delivered.project_code,
        delivered.days_from,
        extract('year' from delivered.month)::integer as year,
        referral.n_settled
    from delivered
    inner join mart.referral as referral
        on
            delivered.project_code = referral.project_code
            and delivered.month = referral.month
            and delivered.from_partner_code = referral.from_partner_code
            and delivered.to_partner_code = referral.to_partner_code
            and delivered.subject = referral.subject
    where referral.n_settled > 0
),

enough as (
    select
        to_partner_code,
        year
    from settled
    group by to_partner_code, year
    having sum(n_settled) >= 25 and count(distinct project_code) >= 3
)

select
    settled.to_partner_code,
    settled.year,
    settled.days_from,
    sum(settled.n_settled)::bigint as n_settled
from settled
inner join enough
    on
        settled.to_partner_code = enough.to_partner_code
        and settled.year = enough.year
group by settled.to_partner_code, settled.year, settled.days_from
order by settled.to_partner_code, settled.year, settled.days_from
