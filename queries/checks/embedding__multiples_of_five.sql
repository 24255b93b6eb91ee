-- title:   Elke waarde van een nameting is een veelvoud van vijf
-- grain:   offending rows of mart.embedding
select * from mart.embedding
where n_value % 5 <> 0
