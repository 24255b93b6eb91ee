-- title:   Elke waarde van een nameting is een veelvoud van de afrondingsbasis van zijn maatstaf
-- grain:   offending rows of mart.sustainment
-- params:  base integer = 5, base_strict integer = 10
select sustainment.*
from mart.sustainment as sustainment
inner join mart.measure as measure using (measure_code)
where
    sustainment.n_value
    % case measure.protection
        when 'count_strict' then $base_strict else $base
    end <> 0
