-- title:   Borgingsafspraken en hun metingen
-- grain:   one row per project, agreement and moment
-- protect: moment_months public
-- notes:   the value of a follow-up stays out until its protection is settled; status and texts pass
select
    embedding.project_code,
    embedding.agreement_code,
    coalesce(embedding.moment_months, 0)::integer as moment_months,
    any_value(embedding.agreement) as agreement,
    any_value(embedding.owner_organisation) as owner_organisation,
    any_value(embedding.owner_role) as owner_role,
    any_value(embedding.embedded_in) as embedded_in,
    any_value(embedding.status) as status,
    any_value(embedding.due_date) as due_date,
    any_value(embedding.measure_code) as measure_code,
    any_value(embedding.evidence) as evidence
from stg.embedding as embedding
inner join exact.current_project as project
    on
        embedding.delivery_id = project.delivery_id
        and embedding.project_code = project.project_code
group by
    embedding.project_code, embedding.agreement_code, embedding.moment_months
order by
    embedding.project_code, embedding.agreement_code, moment_months
