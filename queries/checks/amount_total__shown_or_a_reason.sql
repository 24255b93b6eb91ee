-- title:   Een bedrag is er met zijn marge, of er staat waarom het er niet is
-- grain:   offending rows of mart.amount_total
-- params:  amount_rounding integer = 100
select *
from mart.amount_total
where
    (amount_eur is null) <> (reason is not null)
    or (amount_eur is null) <> (margin_pct is null)
    or amount_eur <= 0
    or amount_eur % $amount_rounding <> 0
