-- title:   Code of the chosen area, or of the whole programme
-- grain:   one value
create macro mart.area_or_all(choice) as coalesce(choice, 'NL')
