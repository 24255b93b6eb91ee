-- title:   Getoonde kwartalen en de rest van het jaar zijn samen het jaar
-- grain:   offending totals: view, codes of the view, measure, mixed and year
-- notes:   where no number may stand for the rest of the year, there is nothing to hold the quarters against
with

part as (
    select
        view,
        province_code,
        municipality_code,
        partner_code,
        type_code,
        measure_code,
        is_mixed,
        date_trunc('year', period)::date as period,
        sum(amount_eur) as parts_eur,
        bool_or(part = 'rest_of_year' and amount_eur is null) as is_open
    from mart.amount_total
    where grain = 'quarter' and part in ('total', 'rest_of_year')
    group by all
),

whole as (
    select
        view,
        province_code,
        municipality_code,
        partner_code,
        type_code,
        measure_code,
        is_mixed,
        period,
        amount_eur
    from mart.amount_total
    where grain = 'year' and part = 'total' and amount_eur is not null
)

select
    part.*,
    whole.amount_eur
from part
inner join whole
    on
        part.view = whole.view
        and part.province_code is not distinct from whole.province_code
        and part.municipality_code is not distinct from whole.municipality_code
        and part.partner_code is not distinct from whole.partner_code
        and part.type_code is not distinct from whole.type_code
        and part.measure_code = whole.measure_code
        and part.is_mixed = whole.is_mixed
        and part.period = whole.period
where not part.is_open and part.parts_eur is distinct from whole.amount_eur
