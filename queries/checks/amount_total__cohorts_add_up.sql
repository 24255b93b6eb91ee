-- title:   Getoonde besluitjaren en wat niet per besluitjaar is te tonen zijn samen alles met een besluitmaand
-- grain:   offending totals: view, codes of the view, measure and mixed
-- notes:   where no number may stand for what is left of the years, there is nothing to hold them against
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
        sum(amount_eur) as parts_eur,
        bool_or(part = 'rest_of_years' and amount_eur is null) as is_open
    from mart.amount_total
    where grain = 'decision_year' and part in ('total', 'rest_of_years')
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
        amount_eur
    from mart.amount_total
    where grain = 'decided' and part = 'total' and amount_eur is not null
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
where not part.is_open and part.parts_eur is distinct from whole.amount_eur
