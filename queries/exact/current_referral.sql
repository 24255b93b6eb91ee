-- title:   Doorgeleidingen uit de leveringen die gelden
-- grain:   one row per delivery, project, month, sender, receiver and subject
-- notes:   the sheet has no area: in a delivery for several gemeenten a row belongs to the first one of the project's
with

referral as (
    select
        referral.*,
        project.municipality_codes,
        case
            when delivery.partner_code <> 'GEM' then delivery.partner_code
            else coalesce(
                list_filter(
                    project.municipality_codes,
                    lambda code: list_contains(delivery.municipality_codes, code)
                )[1],
                delivery.municipality_codes[1]
            )
        end as source_code
    from stg.referral as referral
    inner join stg.delivery as delivery using (delivery_id)
    left join exact.current_project as project
        on referral.project_code = project.project_code
)

select referral.*
from referral
inner join exact.current_month as current_month
    on
        referral.source_code = current_month.source_code
        and referral.delivery_id = current_month.delivery_id
        and referral.month = current_month.month
