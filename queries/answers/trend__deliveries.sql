-- title:   Hoe compleet elke periode is
-- grain:   one row per period; ordered by period
-- params:  grain varchar = 'quarter', from_month date = '2022-01-01', until_month date = '2025-12-01',
--          area varchar? = null, project_type varchar? = null, partner varchar? = null
-- returns: period date, is_provisional boolean, n_sources bigint [sources], n_missing bigint [sources]
-- source:  mart.delivery, mart.project_quarter
-- notes:   only periods in which some source of these projects delivered: missing is not zero
select
    period,
    is_provisional,
    n_sources,
    n_missing
from
    mart.source_periods(
        $grain, $from_month, $until_month, $area, $project_type, $partner
    )
where is_delivered
order by period
