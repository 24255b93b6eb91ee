-- title:   Getoonde delen en wat niet is uitgesplitst zijn samen het geheel
-- grain:   offending totals: view that breaks it down, grain, measure, mixed, period and codes of the total
-- notes:   of every view but the programme and projects; where no number may stand for the remainder, there is nothing
--          to hold the parts against
with

part as (
    select
        view,
        case view
            when 'municipality' then 'province'
            when 'municipality_partner' then 'municipality'
            else 'programme'
        end as within,
        grain,
        measure_code,
        is_mixed,
        period,
        case when view in ('municipality', 'municipality_partner') then province_code end as province_code,
        case when view = 'municipality_partner' then municipality_code end as municipality_code,
        sum(amount_eur) as parts_eur,
        bool_or(part = 'remainder' and amount_eur is null) as is_open
    from mart.amount_total
    where view not in ('programme', 'project') and part in ('total', 'remainder')
    group by all
),

whole as (
    select
        view,
        grain,
        measure_code,
        is_mixed,
        period,
        province_code,
        municipality_code,
        amount_eur
    from mart.amount_total
    where view in ('programme', 'province', 'municipality') and part = 'total' and amount_eur is not null
)

select
    part.*,
    whole.amount_eur
from part
inner join whole
    on
        part.within = whole.view
        and part.grain = whole.grain
        and part.measure_code = whole.measure_code
        and part.is_mixed = whole.is_mixed
        and part.period is not distinct from whole.period
        and part.province_code is not distinct from whole.province_code
        and part.municipality_code is not distinct from whole.municipality_code
where not part.is_open and part.parts_eur is distinct from whole.amount_eur
