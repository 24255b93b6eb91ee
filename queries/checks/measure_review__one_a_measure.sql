-- title:   Van elke maatstaf is hoogstens één herziening gepland, met een bron en in beide talen
-- grain:   offending reviews: of no measure, a second one, without a source, or planned in one language
select review.*
from mart.measure_review as review
left join mart.measure as measure on review.measure_code = measure.measure_code
qualify
    (review.measure_code is not null and measure.measure_code is null)
    or count(*) over (partition by review.measure_code) > 1
    or '' in (review.source_nl, review.source_en)
    or (review.planned_nl is null) <> (review.planned_en is null)
