-- title:   Resultaten en doorgeleidingen per gebied van een niveau
-- grain:   one row per area, measure, month and further features of a result
create macro mart.results_per_area(level_asked, project_type) as table (
    select
        area_code,
        measure_code,
        month,
        n_value
    from mart.outcome_area
    where level = level_asked and mart.is_chosen(type_code, project_type)
    union all
    -- referrals are known per gemeente and province
    select
        if(level_asked = 'province', province_code, municipality_code) as area_code,
        unnest(['signals_passed_on', 'signals_settled']) as measure_code,
        month,
        unnest([n_passed_on, n_settled]) as n_value
    from mart.referral
    where level_asked in ('province', 'municipality') and mart.is_chosen(type_code, project_type)
)
