-- title:   Basiscellen van alle aantallen
-- grain:   one row per origin, project, partner, area, family, component, class and month; zero cells left out
-- notes:   nested families are made disjoint: a component counts what reached its rank and no further; rung and same_as
--          tell protection which files may be the same ones, so that these are drawn once
with

every_cell as (
    select * from exact.result_cell
    union all
    select * from exact.files_cell
    union all
    select * from exact.new_files_cell
    union all
    select * from exact.context_cell
    union all
    select * from exact.referral_cell
    union all
    select * from exact.follow_up_cell
),

disjoint as (
    select
        outer_rank.* exclude (value),
        outer_rank.value - coalesce(inner_rank.value, 0) as value
    from every_cell as outer_rank
    left join every_cell as inner_rank
        on
            outer_rank.origin = inner_rank.origin
            and outer_rank.project_code = inner_rank.project_code
            and outer_rank.partner_code = inner_rank.partner_code
            and outer_rank.family = inner_rank.family
            and outer_rank.area_code = inner_rank.area_code
            and outer_rank.area_year = inner_rank.area_year
            and outer_rank.class_code = inner_rank.class_code
            and outer_rank.month = inner_rank.month
            and outer_rank.family_rank + 1 = inner_rank.family_rank
),

home as (
    select distinct
        municipality_code,
        province_code
    from areas.area
    where level = 'municipality'
)

select
    disjoint.*,
    case disjoint.origin
        when 'files' then measure.same_as
        when 'new_files' then regexp_replace(disjoint.component, '_new$', '')
        else ''
    end as same_as,
    case
        when disjoint.origin = 'new_files' then 6
        when disjoint.origin <> 'files' then 0
        else coalesce(
            list_position(
                ['established', 'imposed', 'irrevocable', 'collected', 'imputed'],
                measure.money_kind
            ), 0
        )
    end as rung,
    'GM' || substr(disjoint.area_code, 3, 4) as municipality_code,
    coalesce(home.province_code, '') as province_code,
    case
        when disjoint.area_code like 'GM%' then disjoint.area_code
        else 'WK' || substr(disjoint.area_code, 3, 6)
    end as district_code
from disjoint
left join seed.measure as measure on disjoint.component = measure.code
left join home
    on home.municipality_code = 'GM' || substr(disjoint.area_code, 3, 4)
where disjoint.value > 0
