-- title:   Onderwerpen
-- grain:   one row per subject
select
    code as subject,
    name_nl,
    name_en
from seed.subject
order by subject
