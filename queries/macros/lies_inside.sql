-- title:   Lies inside the opened province, gemeente or wijk, or none was opened
-- grain:   one value; yes or no
create macro mart.lies_inside(parent, province, municipality, district) as (
    parent is null or parent in (province, municipality, district)
)
