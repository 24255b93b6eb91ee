-- title:   Een bedrag is er met zijn marge, of er staat waarom het er niet is
-- grain:   offending rows of mart.amount_total
select *
from mart.amount_total
where
    (amount_eur is null) <> (reason is not null)
    or (amount_eur is null) <> (margin_pct is null)
    or amount_eur <= 0
    or amount_eur % 100 <> 0
