-- title:   Eerste en laatste jaar met leveringen
-- grain:   one row; ordered by first_year
-- params:  none
-- returns: first_year integer, last_year integer, last_quarter date
-- source:  mart.delivery, mart.area
-- notes:   without any delivery it is the year of the areas, so that borders alone can be shown
with

delivered as (
    select
        min(quarter) as first_quarter,
        max(quarter) as last_quarter
    from mart.delivery
    where n_months > 0
),

drawn as (
    select make_date(max(area_year), 10, 1) as last_quarter
    from mart.area
)

select
    year(
        coalesce(delivered.first_quarter, drawn.last_quarter)
    )::integer as first_year,
    year(
        coalesce(delivered.last_quarter, drawn.last_quarter)
    )::integer as last_year,
    coalesce(delivered.last_quarter, drawn.last_quarter) as last_quarter
from delivered
cross join drawn
order by first_year
