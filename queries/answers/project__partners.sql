-- title:   Partners van één project, en welke kwartalen zij leverden
-- grain:   one row per partner; ordered by partner_code
-- params:  project varchar = 'LSI-2019-001'
-- returns: partner_code varchar, name_nl varchar, name_en varchar, is_lead boolean, takes_part boolean,
--          n_quarters bigint [quarters], n_missing bigint [quarters], n_provisional bigint [quarters]
-- source:  mart.partner, mart.project, mart.project_quarter, mart.delivery
-- notes:   every partner bears the name it had when the project started, or was to start; quarters in which it
--          was to deliver, of all gemeenten together
with

project as (
    select
        *,
        coalesce(start_date, planned_start_date) as named_on_date
    from mart.project
    where project_code = $project
),

delivered as (
    select
        due.partner_code,
        count(distinct due.quarter) as n_quarters,
        count(distinct due.quarter) filter (where delivery.is_missing) as n_missing,
        count(distinct due.quarter) filter (where delivery.is_provisional and not delivery.is_missing) as n_provisional
    from mart.project_quarter as due
    inner join mart.delivery as delivery
        on
            due.source_code = delivery.source_code
            and due.quarter = delivery.quarter
    where due.project_code = $project
    group by due.partner_code
)

select
    partner.partner_code,
    partner.name_nl,
    partner.name_en,
    partner.partner_code = project.lead_partner_code as is_lead,
    list_contains(project.partner_codes, partner.partner_code) as takes_part,
    coalesce(delivered.n_quarters, 0)::bigint as n_quarters,
    coalesce(delivered.n_missing, 0)::bigint as n_missing,
    coalesce(delivered.n_provisional, 0)::bigint as n_provisional
from project
inner join mart.partner as partner
    on
        project.named_on_date
        between partner.valid_from_date and coalesce(partner.valid_to_date, '9999-12-31')
left join delivered on partner.partner_code = delivered.partner_code
order by partner.partner_code
