-- title:   Bedragen met hun marge, in een van de manieren waarop zij worden uitgesplitst
-- grain:   one row per part, measure, whether mixed at source, codes of the view, and period; ordered by part,
--          measure_code, is_mixed, province_code, municipality_code, partner_code, type_code, project_code, period
-- params:  view varchar = 'programme', grain varchar = 'year', from_month date = '2022-01-01',
--          until_month date = '2025-12-01', province varchar? = null, municipality varchar? = null,
--          partner varchar? = null, project_type varchar? = null, project varchar? = null
-- returns: part varchar, grain varchar, measure_code varchar, money_kind varchar, is_mixed boolean,
--          province_code varchar?, municipality_code varchar?, partner_code varchar?, type_code varchar?,
--          project_code varchar?, period date?, amount_eur double? [euro], margin_pct integer? [percent],
--          n_files bigint? [files], reason varchar?
-- source:  mart.amount_total
-- notes:   grain: of the money (quarter, year, all) or of its decision (decision_year, decided, undated); part: total,
--          remainder (not broken down in this view), rest_of_year or rest_of_years (not shown per quarter, per year of
--          decision); mixed: recovery and saving were delivered as one amount and cannot be told apart; never added
select
    part,
    grain,
    measure_code,
    money_kind,
    is_mixed,
    province_code,
    municipality_code,
    partner_code,
    type_code,
    project_code,
    period,
    amount_eur,
    margin_pct,
    n_files,
    reason
from mart.amount_total
where
    view = $view
    and grain = $grain
    and (period is null or period between $from_month and $until_month)
    and ($province is null or province_code = $province)
    and ($municipality is null or municipality_code = $municipality)
    and ($partner is null or partner_code = $partner)
    and mart.is_chosen(type_code, $project_type)
    and ($project is null or project_code = $project)
order by
    part, measure_code, is_mixed, province_code, municipality_code, partner_code,
    type_code, project_code, period
