-- title:   Lessen die projecten meegeven
-- grain:   one row per project, theme and lesson
select
    lesson.project_code,
    lesson.theme_code,
    lesson.what_worked,
    lesson.what_did_not,
    lesson.would_do_again
from stg.lesson as lesson
inner join exact.current_sheet as held
    on
        held.sheet = 'lesson'
        and lesson.delivery_id = held.delivery_id
        and lesson.project_code = held.project_code
