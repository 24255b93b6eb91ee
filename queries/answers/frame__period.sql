-- title:   Eerste en laatste jaar met leveringen
-- grain:   one row; ordered by first_year
-- params:  none
-- returns: first_year integer, last_year integer, last_quarter date
-- source:  mart.delivery
select
    min(year(quarter))::integer as first_year,
    max(year(quarter))::integer as last_year,
    max(quarter) as last_quarter
from mart.delivery
where n_months > 0
order by first_year
