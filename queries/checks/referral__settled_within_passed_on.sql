-- title:   Nooit meer afgehandeld dan doorgeleid
-- grain:   offending rows of mart.referral
select * from mart.referral
where n_settled > n_passed_on
