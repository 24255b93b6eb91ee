-- title:   Eén project: wie, waar en waarom
-- grain:   one row per project; ordered by project_code
-- params:  project varchar = 'LSI-2019-001'
-- returns: project_code varchar, partners_nl varchar, partners_en varchar, municipalities varchar, reason varchar?,
--          manager_organisation varchar?, manager_role varchar?, covenant_version varchar?,
--          dpia_date date?, council_decision_date date?, has_prior_goal boolean
-- source:  mart.project, mart.partner, mart.area
-- notes:   partners bear the name they had when the project started, or was to start
with

project as (
    select
        *,
        coalesce(start_date, planned_start_date) as named_on_date
    from mart.project
    where project_code = $project
),

member as (
    select
        string_agg(partner.name_nl, ', ' order by partner.name_nl) as partners_nl,
        string_agg(partner.name_en, ', ' order by partner.name_en) as partners_en
    from mart.partner as partner
    inner join project
        on
            list_contains(project.partner_codes, partner.partner_code)
            and project.named_on_date
            between partner.valid_from_date and coalesce(partner.valid_to_date, '9999-12-31')
),

town as (
    select string_agg(area.area_name, ', ' order by area.area_name) as municipalities
    from mart.area as area
    inner join project on list_contains(project.municipality_codes, area.area_code)
)

select
    project.project_code,
    member.partners_nl,
    member.partners_en,
    town.municipalities,
    project.reason,
    project.manager_organisation,
    project.manager_role,
    project.covenant_version,
    project.dpia_date,
    project.council_decision_date,
    project.has_prior_goal
from project
cross join member
cross join town
order by project.project_code
