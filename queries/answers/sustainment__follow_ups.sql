-- title:   Metingen na afsluiting die nog gedaan moeten worden
-- grain:   one row per project and moment still to be measured; ordered by due_date, project_code, moment_months
-- params:  area varchar? = null, project_type varchar? = null
-- returns: project_code varchar, title varchar, moment_months integer, due_date date, n_agreements bigint [agreements],
--          lead_name_nl varchar, lead_name_en varchar, stated_on_date date
-- source:  mart.sustainment, mart.project, mart.project_area, mart.project_step, mart.partner
-- notes:   due on the planned date of the step, else so many months after the agreements were made
with

place as (
    select distinct project_code
    from mart.project_area
    where mart.lies_in($area, municipality_code, province_code)
),

agreed as (
    select
        project_code,
        count(distinct agreement_code) as n_agreements,
        list(distinct moment_months) as made
    from mart.sustainment
    group by project_code
),

closed as (
    select
        project_code,
        actual_date as closed_date
    from mart.project_step
    where step_code = 'S25'
),

moment as (
    select
        unnest(['S26', 'S27', 'S28']) as step_code,
        unnest([6, 12, 24]) as moment_months
)

select
    agreed.project_code,
    project.title,
    moment.moment_months,
    coalesce(
        step.planned_date, closed.closed_date + to_months(moment.moment_months)
    )::date as due_date,
    agreed.n_agreements,
    partner.name_nl as lead_name_nl,
    partner.name_en as lead_name_en,
    (select max(every_project.stated_on_date) from mart.project as every_project) as stated_on_date
from agreed
inner join mart.project as project on agreed.project_code = project.project_code
cross join moment
left join closed on agreed.project_code = closed.project_code
left join mart.project_step as step
    on
        agreed.project_code = step.project_code
        and moment.step_code = step.step_code
left join mart.partner as partner
    on
        project.lead_partner_code = partner.partner_code
        and partner.valid_to_date is null
where
    step.actual_date is null
    and not list_contains(agreed.made, moment.moment_months)
    and coalesce(step.planned_date, closed.closed_date) is not null
    and mart.is_chosen(project.type_code, $project_type)
    and agreed.project_code in (select place.project_code from place)
order by due_date, agreed.project_code, moment.moment_months
