-- title:   Lessen die projecten meegeven
-- grain:   one row per project, theme and lesson
select
    lesson.project_code,
    lesson.theme_code,
    lesson.what_worked,
    lesson.what_did_not,
    lesson.would_do_again
from public.lesson as lesson
inner join mart.project as project on lesson.project_code = project.project_code
order by all
