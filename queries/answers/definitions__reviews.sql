-- title:   Wanneer definities hierna opnieuw worden bekeken
-- grain:   one row per measure with a review of its own, first one for all others; ordered by measure_code
-- params:  none
-- returns: measure_code varchar?, measure_name_nl varchar?, measure_name_en varchar?, review_month date,
--          planned_nl varchar?, planned_en varchar?, source_nl varchar, source_en varchar
-- source:  mart.measure_review, mart.measure, mart.delivery
-- notes:   one lies ahead until the quarter of its month was delivered
with

delivered as (
    select coalesce(max(quarter), '-infinity'::date) as last_quarter
    from mart.delivery
    where n_months > 0
)

select
    review.measure_code,
    measure.name_nl as measure_name_nl,
    measure.name_en as measure_name_en,
    review.review_month,
    review.planned_nl,
    review.planned_en,
    review.source_nl,
    review.source_en
from mart.measure_review as review
cross join delivered
left join mart.measure as measure on review.measure_code = measure.measure_code
where date_trunc('quarter', review.review_month) > delivered.last_quarter
order by review.measure_code nulls first
