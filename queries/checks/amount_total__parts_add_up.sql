-- title:   Getoonde delen en wat niet is uitgesplitst zijn samen het geheel
-- grain:   offending totals: grain, measure, mixed, period and view that breaks it down
-- notes:   where no number may stand for the remainder, there is nothing to hold the parts against
with

part as (
    select
        view,
        grain,
        measure_code,
        is_mixed,
        period,
        sum(amount_eur) as parts_eur,
        bool_or(part = 'remainder' and amount_eur is null) as is_open
    from mart.amount_total
    where view in ('province', 'partner', 'type') and part in ('total', 'remainder')
    group by view, grain, measure_code, is_mixed, period
),

whole as (
    select
        grain,
        measure_code,
        is_mixed,
        period,
        amount_eur
    from mart.amount_total
    where view = 'programme' and part = 'total' and amount_eur is not null
)

select
    part.*,
    whole.amount_eur
from part
inner join whole
    on
        part.grain = whole.grain
        and part.measure_code = whole.measure_code
        and part.is_mixed = whole.is_mixed
        and part.period is not distinct from whole.period
where not part.is_open and part.parts_eur <> whole.amount_eur
