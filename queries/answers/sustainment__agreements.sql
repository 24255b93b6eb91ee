-- title:   Borgingsafspraken met hun laatste stand en hun waarden
-- grain:   one row per project and agreement; ordered by project_code, agreement_code
-- params:  area varchar? = null, project_type varchar? = null
-- returns: project_code varchar, title varchar, type_code varchar, type_name_nl varchar, type_name_en varchar,
--          agreement_code varchar, agreement varchar, owner_organisation varchar, owner_role varchar,
--          embedded_in varchar, status varchar, due_date date?, evidence varchar?, measured_months integer,
--          measure_code varchar?, n_0 bigint?, n_6 bigint?, n_12 bigint?, n_24 bigint?, due_12_date date?,
--          stated_on_date date
-- source:  mart.sustainment, mart.project, mart.project_area, mart.project_type, mart.project_step
-- notes:   measured_months 0 is an agreement without any measurement after closure
with

place as (
    select distinct project_code
    from mart.project_area
    where mart.lies_in($area, municipality_code, province_code)
),

latest as (
    select
        project_code,
        agreement_code,
        max_by(agreement, moment_months) as agreement,
        max_by(owner_organisation, moment_months) as owner_organisation,
        max_by(owner_role, moment_months) as owner_role,
        max_by(embedded_in, moment_months) as embedded_in,
        max_by(status, moment_months) as status,
        max_by(due_date, moment_months) as due_date,
        max_by(evidence, moment_months) as evidence,
        max(moment_months) as measured_months,
        max_by(measure_code, moment_months) as measure_code,
        max(n_value) filter (where moment_months = 0) as n_0,
        max(n_value) filter (where moment_months = 6) as n_6,
        max(n_value) filter (where moment_months = 12) as n_12,
        max(n_value) filter (where moment_months = 24) as n_24
    from mart.sustainment
    group by project_code, agreement_code
),

step as (
    select
        project_code,
        max(actual_date) filter (where step_code = 'S25') as closed_date,
        max(coalesce(actual_date, planned_date)) filter (where step_code = 'S27') as due_12_date
    from mart.project_step
    where step_code in ('S25', 'S27')
    group by project_code
)

select
    latest.project_code,
    project.title,
    project.type_code,
    kind.name_nl as type_name_nl,
    kind.name_en as type_name_en,
    latest.agreement_code,
    latest.agreement,
    latest.owner_organisation,
    latest.owner_role,
    latest.embedded_in,
    latest.status,
    latest.due_date,
    latest.evidence,
    latest.measured_months,
    latest.measure_code,
    latest.n_0,
    latest.n_6,
    latest.n_12,
    latest.n_24,
    coalesce(step.due_12_date, step.closed_date + interval 12 month)::date as due_12_date,
    (select max(every_project.stated_on_date) from mart.project as every_project) as stated_on_date
from latest
inner join mart.project as project on latest.project_code = project.project_code
inner join mart.project_type as kind on project.type_code = kind.type_code
left join step on latest.project_code = step.project_code
where
    mart.is_chosen(project.type_code, $project_type)
    and latest.project_code in (select place.project_code from place)
order by latest.project_code, latest.agreement_code
