-- title:   Geen negatieve aantallen
-- grain:   offending rows of mart.outcome
select * from mart.outcome
where n_value < 0
