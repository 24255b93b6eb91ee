-- title:   Doorgeleid is nooit meer dan onregelmatig, en dat nooit meer dan onderzocht
-- grain:   offending cells: project, area, area year, partner, subject and month
with

cell as (
    select
        project_code,
        area_code,
        area_year,
        partner_code,
        subject,
        month,
        sum(n_value) filter (where measure_code = 'examined_addresses')
            as n_examined,
        sum(n_value) filter (where measure_code = 'irregular_addresses')
            as n_irregular,
        sum(n_value) filter (where measure_code = 'referred_addresses')
            as n_referred
    from mart.outcome
    group by all
)

select * from cell
where
    coalesce(n_irregular, 0) > coalesce(n_examined, 0)
    or coalesce(n_referred, 0) > coalesce(n_irregular, 0)
