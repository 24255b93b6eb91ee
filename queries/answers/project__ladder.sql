-- title:   Bedragen van één project naar zekerheid
-- grain:   one row per measure; ordered by measure_code
-- params:  project varchar = 'LSI-2019-001'
-- returns: measure_code varchar, money_kind varchar, amount_eur double [euro], mixed_eur double [euro],
--          n_files bigint [files]
-- source:  mart.amount, mart.file_count
-- notes:   mixed: recovery and saving were delivered as one amount and cannot be told apart; all quarters delivered
with

amount as (
    select
        measure_code,
        any_value(money_kind) as money_kind,
        sum(amount_eur) as amount_eur,
        coalesce(sum(amount_eur) filter (where is_mixed), 0) as mixed_eur
    from mart.amount
    where project_code = $project
    group by measure_code
),

file_count as (
    select
        measure_code,
        sum(n_files)::bigint as n_files
    from mart.file_count
    where project_code = $project
    group by measure_code
)

select
    amount.measure_code,
    amount.money_kind,
    amount.amount_eur,
    amount.mixed_eur::double as mixed_eur,
    coalesce(file_count.n_files, 0)::bigint as n_files
from amount
left join file_count on amount.measure_code = file_count.measure_code
order by amount.measure_code
