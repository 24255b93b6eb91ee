-- title:   Partners met de naam die zij in een maand hadden
-- grain:   one row per partner
create macro mart.partner_at(until_month) as table (
    select
        partner_code,
        name_nl,
        name_en
    from mart.partner
    where valid_from_date <= last_day(until_month::date)
    qualify row_number() over (partition by partner_code order by valid_from_date desc) = 1
)
