-- title:   Elk aantal is een veelvoud van vijf
-- grain:   offending rows of mart.outcome
select * from mart.outcome
where n_value % 5 <> 0
