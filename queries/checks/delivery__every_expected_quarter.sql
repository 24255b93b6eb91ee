-- title:   Elke bron die een kwartaal moest leveren, heeft daarvoor precies één regel
-- grain:   offending sources and quarters
with

due as (
    select distinct
        source_code,
        quarter
    from mart.project_quarter
)

select
    due.source_code,
    due.quarter,
    count(delivery.source_code) as n_rows
from due
left join mart.delivery as delivery
    on
        due.source_code = delivery.source_code
        and due.quarter = delivery.quarter
        and delivery.is_expected
group by due.source_code, due.quarter
having count(delivery.source_code) <> 1
