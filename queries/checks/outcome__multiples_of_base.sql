-- title:   Elk aantal is een veelvoud van de afrondingsbasis van zijn maatstaf
-- grain:   offending rows of mart.outcome
-- params:  base integer = 5, base_strict integer = 10
select outcome.*
from mart.outcome as outcome
inner join mart.measure as measure using (measure_code)
where
    outcome.n_value
    % case measure.protection
        when 'count_strict' then $base_strict else $base
    end <> 0
