-- title:   Wie voor welk project in welk kwartaal levert
-- grain:   one row per project, source and quarter
-- notes:   the partners that take part and, where gemeenten do, each gemeente of the project; from the start until
--          a year and a half after the end, for results come in long after a visit; never beyond what anybody delivered
with

project as (
    select
        *,
        coalesce(end_date + interval 18 month, '9999-12-31')::date as until_date,
        list_distinct(list_append(partner_codes, lead_partner_code)) as every_code
    from public.project
    where start_date is not null
),

source as (
    select
        project_code,
        unnest(every_code) as partner_code,
        unnest(every_code) as source_code
    from project
    union all
    select
        project_code,
        'GEM' as partner_code,
        unnest(municipality_codes) as source_code
    from project
    where list_contains(every_code, 'GEM')
),

quarter as (
    select
        unnest(
            generate_series(
                date_trunc('quarter', min(month)),
                date_trunc('quarter', max(month)),
                interval 3 month
            )
        )::date as quarter
    from public.delivery_month
)

select
    source.project_code,
    source.source_code,
    source.partner_code,
    quarter.quarter
from source
inner join project on source.project_code = project.project_code
inner join quarter
    on
        date_trunc('quarter', project.start_date) <= quarter.quarter
        and project.until_date >= quarter.quarter
where source.source_code <> 'GEM'
order by source.project_code, source.source_code, quarter.quarter
