-- title:   Laatste stand per project
-- grain:   one row per project
-- notes:   the latest delivery that describes a project holds; who may describe it is judged at the door; the lead is
--          who last said so itself, so that a handover is an act of both
with

described as (
    select
        project.*,
        delivery.reference_date,
        delivery.partner_code as sender_code
    from stg.project as project
    inner join stg.delivery as delivery using (delivery_id)
),

claimed as (
    select
        project_code,
        lead_partner_code
    from described
    where sender_code = lead_partner_code
    qualify row_number() over (
        partition by project_code
        order by reference_date desc, delivery_id desc
    ) = 1
),

latest as (
    select *
    from described
    qualify row_number() over (
        partition by project_code
        order by reference_date desc, delivery_id desc
    ) = 1
)

select
    latest.* replace (
        coalesce(claimed.lead_partner_code, latest.lead_partner_code) as lead_partner_code
    )
from latest
left join claimed on latest.project_code = claimed.project_code
