-- title:   Lessen zoals geleverd
-- grain:   one row per delivery, project, theme and lesson
select
    delivery_id,
    project_code,
    theme_code,
    what_worked,
    what_did_not,
    would_do_again
from raw.lesson
