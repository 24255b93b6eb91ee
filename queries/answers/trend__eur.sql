-- title:   Een bedrag door de tijd
-- grain:   one row per period; ordered by period
-- params:  measure varchar = 'eur_recovery_established', view varchar = 'programme', grain varchar = 'quarter',
--          from_month date = '2022-01-01', until_month date = '2025-12-01', province varchar? = null,
--          municipality varchar? = null, partner varchar? = null, project_type varchar? = null
-- returns: period date, n_value double? [euro], margin_pct integer? [percent], n_files bigint? [files],
--          reason varchar?, mixed_eur double? [euro], mixed_margin_pct integer? [percent], is_provisional boolean,
--          n_sources bigint [sources], n_missing bigint [sources]
-- source:  mart.amount_total, mart.delivery, mart.project_quarter
-- notes:   no value where there is none or too little to show, so nothing is zero; a period in which no source of these
--          projects delivered is left out: missing is not zero; before the first amount there is no period
with

total as (
    select * from mart.amount_total
    where
        measure_code = $measure
        and view = $view
        and grain = $grain
        and part = 'total'
        and period between $from_month and $until_month
        and ($province is null or province_code = $province)
        and ($municipality is null or municipality_code = $municipality)
        and ($partner is null or partner_code = $partner)
        and mart.is_chosen(type_code, $project_type)
),

plain as (
    select
        period,
        amount_eur,
        margin_pct,
        n_files,
        reason
    from total
    where not is_mixed
),

mixed as (
    select
        period,
        amount_eur as mixed_eur,
        margin_pct as mixed_margin_pct
    from total
    where is_mixed
),

delivered as (
    select *
    from mart.source_periods(
        $grain, $from_month, $until_month, coalesce($municipality, $province), $project_type, $partner
    )
)

select
    delivered.period,
    plain.amount_eur as n_value,
    plain.margin_pct,
    plain.n_files,
    plain.reason,
    mixed.mixed_eur,
    mixed.mixed_margin_pct,
    delivered.is_provisional,
    delivered.n_sources,
    delivered.n_missing
from delivered
left join plain on delivered.period = plain.period
left join mixed on delivered.period = mixed.period
where
    delivered.period >= (select min(total.period) from total)
    and (delivered.is_delivered or plain.period is not null)
order by delivered.period
