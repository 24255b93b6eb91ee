-- title:   Bedragen per kwartaal, met het aantal dossiers erachter
-- grain:   one row per measure and quarter; ordered by measure_code, quarter
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: measure_code varchar, quarter date, money_kind varchar, amount_eur double [euro], n_files bigint [files],
--          has_mixed boolean
-- source:  mart.amount, mart.file_count
with

amount as (
    select
        measure_code,
        quarter,
        any_value(money_kind) as money_kind,
        bool_or(is_mixed) as has_mixed,
        sum(amount_eur) as amount_eur
    from mart.amount
    where
        quarter between $from_month and $until_month
        and ($project_type is null or type_code = $project_type)
        and (
            $area is null or municipality_code = $area or province_code = $area
        )
    group by measure_code, quarter
),

file_count as (
    select
        measure_code,
        quarter,
        sum(n_files)::bigint as n_files
    from mart.file_count
    where
        quarter between $from_month and $until_month
        and ($project_type is null or type_code = $project_type)
        and (
            $area is null or municipality_code = $area or province_code = $area
        )
    group by measure_code, quarter
)

select
    amount.measure_code,
    amount.quarter,
    amount.money_kind,
    amount.amount_eur,
    coalesce(file_count.n_files, 0)::bigint as n_files,
    amount.has_mixed
from amount
left join file_count
    on
        amount.measure_code = file_count.measure_code
        and amount.quarter = file_count.quarter
order by amount.measure_code, amount.quarter
