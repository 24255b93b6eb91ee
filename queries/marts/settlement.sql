-- title:   Doorlooptijd van doorgeleidingen, in klassen van dagen
-- grain:   one row per receiver, year and class of days
-- protect: year public, days_from public, n_rows public
-- notes:   a row of a delivery is a median, not a person; whole programme only, and a receiver's year with fewer than
--          five rows or three projects is left out, so that no small group has a lead time of its own;
--          classes of 15 days, the last one open
with

delivered as (
    select
        referral.to_partner_code,
        referral.project_code,
        extract('year' from referral.month)::integer as year,
        least(15 * floor(referral.median_days / 15), 360)::integer as days_from
    from stg.referral as referral
    inner join exact.current_month as current_month
        on
            referral.delivery_id = current_month.delivery_id
            and referral.month = current_month.month
    where referral.median_days is not null
),

enough as (
    select
        to_partner_code,
        year
    from delivered
    group by to_partner_code, year
    having count(*) >= 5 and count(distinct project_code) >= 3
)

select
    delivered.to_partner_code,
    delivered.year,
    delivered.days_from,
    count(*) as n_rows
from delivered
inner join enough
    on
        delivered.to_partner_code = enough.to_partner_code
        and delivered.year = enough.year
group by delivered.to_partner_code, delivered.year, delivered.days_from
order by delivered.to_partner_code, delivered.year, delivered.days_from
