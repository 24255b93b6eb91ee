-- title:   Elk resultaat hoort bij een bekend project en een bekende partner
-- grain:   offending rows of mart.outcome
select outcome.*
from mart.outcome as outcome
left join mart.project as project using (project_code)
left join mart.partner as partner using (partner_code)
where project.project_code is null or partner.partner_code is null
