-- title:   Alle projecten met hun laatste stand
-- grain:   one row per project; ordered by project_code
-- params:  area varchar? = null
-- returns: project_code varchar, title varchar, type_code varchar, type_name_nl varchar, type_name_en varchar,
--          lead_partner_code varchar, lead_name_nl varchar, lead_name_en varchar, status varchar,
--          planned_start_date date, start_date date?, planned_end_date date?, end_date date?,
--          extended_until_date date?, extension_reason varchar?, has_dpia boolean, last_step_date date?,
--          stated_on_date date
-- source:  mart.project, mart.project_area, mart.project_type, mart.project_step, mart.partner
-- notes:   the lead bears the name it had when the project started, or was to start
with

place as (
    select distinct project_code
    from mart.project_area
    where
        municipality_code = $area
        or province_code = $area
),

step as (
    select
        project_code,
        max(actual_date) as last_step_date
    from mart.project_step
    group by project_code
)

select
    project.project_code,
    project.title,
    project.type_code,
    kind.name_nl as type_name_nl,
    kind.name_en as type_name_en,
    project.lead_partner_code,
    lead_partner.name_nl as lead_name_nl,
    lead_partner.name_en as lead_name_en,
    project.status,
    project.planned_start_date,
    project.start_date,
    project.planned_end_date,
    project.end_date,
    project.extended_until_date,
    project.extension_reason,
    project.dpia_date is not null as has_dpia,
    step.last_step_date,
    project.stated_on_date
from mart.project as project
inner join mart.project_type as kind on project.type_code = kind.type_code
left join mart.partner as lead_partner
    on
        project.lead_partner_code = lead_partner.partner_code
        and coalesce(project.start_date, project.planned_start_date)
        between lead_partner.valid_from_date and coalesce(lead_partner.valid_to_date, '9999-12-31')
left join step on project.project_code = step.project_code
where
    $area is null
    or project.project_code in (select place.project_code from place)
order by project.project_code
