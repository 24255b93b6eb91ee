-- title:   Geen negatieve bedragen
-- grain:   offending rows of mart.amount
select * from mart.amount
where amount_eur < 0
