-- title:   Wanneer definities opnieuw worden bekeken
-- grain:   one row per measure with a review of its own, and one without a measure for all others
select
    nullif(measure_code, '') as measure_code,
    review_month::date as review_month,
    nullif(planned_nl, '') as planned_nl,
    nullif(planned_en, '') as planned_en,
    source_nl,
    source_en
from seed.measure_review
order by measure_code nulls first
