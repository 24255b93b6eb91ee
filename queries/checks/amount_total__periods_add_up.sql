-- title:   Getoonde kwartalen zijn met de rest het jaar, getoonde besluitjaren met de rest alles met een besluitmaand
-- grain:   offending totals: grain of the whole, view, codes of the view, measure, mixed and period
-- notes:   where no number may stand for the rest, there is nothing to hold the parts against
with

part as (
    select
        case grain when 'quarter' then 'year' else 'decided' end as grain,
        view,
        province_code,
        municipality_code,
        partner_code,
        type_code,
        measure_code,
        is_mixed,
        case grain when 'quarter' then date_trunc('year', period)::date end as period,
        sum(amount_eur) as parts_eur,
        bool_or(part != 'total' and amount_eur is null) as is_open
    from mart.amount_total
    where
        (grain = 'quarter' and part in ('total', 'rest_of_year'))
        or (grain = 'decision_year' and part in ('total', 'rest_of_years'))
    group by all
),

whole as (
    select
        grain,
        view,
        province_code,
        municipality_code,
        partner_code,
        type_code,
        measure_code,
        is_mixed,
        case grain when 'year' then period end as period,
        amount_eur
    from mart.amount_total
    where grain in ('year', 'decided') and part = 'total' and amount_eur is not null
)

select
    part.*,
    whole.amount_eur
from part
inner join whole
    on
        part.grain = whole.grain
        and part.view = whole.view
        and part.province_code is not distinct from whole.province_code
        and part.municipality_code is not distinct from whole.municipality_code
        and part.partner_code is not distinct from whole.partner_code
        and part.type_code is not distinct from whole.type_code
        and part.measure_code = whole.measure_code
        and part.is_mixed = whole.is_mixed
        and part.period is not distinct from whole.period
where not part.is_open and part.parts_eur is distinct from whole.amount_eur
