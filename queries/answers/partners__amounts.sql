-- title:   Bedragen per partner en zekerheid, met het aantal dossiers erachter
-- grain:   one row per kind of money and partner; ordered by money_kind, partner_code
-- params:  from_month date = '2022-01-01', until_month date = '2025-12-01', area varchar? = null,
--          project_type varchar? = null
-- returns: money_kind varchar, partner_code varchar, amount_eur double [euro], n_files bigint [files],
--          has_mixed boolean
-- source:  mart.amount, mart.file_count, mart.measure
-- notes:   amounts of one kind only are added; two kinds never are
with

amount as (
    select
        money_kind,
        partner_code,
        sum(amount_eur) as amount_eur,
        bool_or(is_mixed) as has_mixed
    from mart.amount
    where
        quarter between $from_month and $until_month
        and ($project_type is null or type_code = $project_type)
        and ($area is null or municipality_code = $area or province_code = $area)
    group by money_kind, partner_code
),

file_count as (
    select
        measure.money_kind,
        files.partner_code,
        sum(files.n_files)::bigint as n_files
    from mart.file_count as files
    inner join mart.measure as measure on files.measure_code = measure.measure_code
    where
        files.quarter between $from_month and $until_month
        and ($project_type is null or files.type_code = $project_type)
        and ($area is null or files.municipality_code = $area or files.province_code = $area)
    group by measure.money_kind, files.partner_code
)

select
    amount.money_kind,
    amount.partner_code,
    amount.amount_eur,
    coalesce(file_count.n_files, 0)::bigint as n_files,
    amount.has_mixed
from amount
left join file_count
    on
        amount.money_kind = file_count.money_kind
        and amount.partner_code = file_count.partner_code
order by amount.money_kind, amount.partner_code
