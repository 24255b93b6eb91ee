-- title:   Elke partner heeft voor elk kwartaal een regel
-- grain:   offending quarters
select
    quarter,
    count(*) as n_partners
from mart.delivery
group by quarter
having
    count(*) <> (
        select count(distinct partner.partner_code)
        from mart.partner as partner
    )
