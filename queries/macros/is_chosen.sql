-- title:   Is what was chosen, or nothing was chosen
-- grain:   one value; yes or no
create macro mart.is_chosen(value, choice) as (choice is null or value = choice)
