-- title:   Opgegeven doorlooptijden van doorgeleidingen
-- grain:   one row per project, sender, receiver, subject and month with a median
-- notes:   a receiver's year is closed when each source that delivered referrals to it in that year has delivered all
--          twelve months of that year and the six after it, so that most of what was passed on has been settled
with

current_month as (
    select * from exact.current_month
),

referral as (
    select
        *,
        source_code as supplier_code,
        extract('year' from month)::integer as year
    from exact.current_referral
),

supplier as (
    select distinct
        to_partner_code,
        year,
        supplier_code
    from referral
),

covered as (
    select
        supplier.to_partner_code,
        supplier.year,
        supplier.supplier_code,
        count(current_month.month) = 18 as is_covered
    from supplier
    left join current_month
        on
            supplier.supplier_code = current_month.source_code
            and current_month.month between make_date(supplier.year, 1, 1)
            and make_date(supplier.year + 1, 6, 1)
    group by supplier.to_partner_code, supplier.year, supplier.supplier_code
),

closed as (
    select
        to_partner_code,
        year,
        bool_and(is_covered) as is_closed
    from covered
    group by to_partner_code, year
)

select
    referral.project_code,
    referral.from_partner_code || '/' || referral.to_partner_code as partner_code,
    referral.subject as class_code,
    referral.month,
    referral.to_partner_code,
    referral.year,
    referral.median_days,
    closed.is_closed
from referral
inner join closed
    on
        referral.to_partner_code = closed.to_partner_code
        and referral.year = closed.year
where referral.median_days is not null
