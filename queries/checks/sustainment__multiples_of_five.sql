-- title:   Elke waarde van een nameting is een veelvoud van vijf
-- grain:   offending rows of mart.sustainment
select * from mart.sustainment
where n_value % 5 <> 0
