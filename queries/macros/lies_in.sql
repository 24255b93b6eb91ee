-- title:   Lies in the chosen gemeente or province, or no area was chosen
-- grain:   one value; yes or no
create macro mart.lies_in(choice, municipality, province) as (choice is null or choice in (municipality, province))
