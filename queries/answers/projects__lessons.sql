-- title:   Lessen van projecten
-- grain:   one row per project, theme and lesson; ordered by project_code, theme_code, what_worked, what_did_not
-- params:  project varchar? = null
-- returns: project_code varchar, theme_code varchar, what_worked varchar?, what_did_not varchar?,
--          would_do_again boolean?
-- source:  mart.lesson
-- notes:   of one project, or of all of them
select
    project_code,
    theme_code,
    what_worked,
    what_did_not,
    would_do_again
from mart.lesson
where mart.is_chosen(project_code, $project)
order by project_code, theme_code, what_worked, what_did_not
