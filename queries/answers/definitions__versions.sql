-- title:   Alle definities van maatstaven door de tijd
-- grain:   one row per measure and version; ordered by measure_code, version
-- params:  measure varchar? = null
-- returns: measure_code varchar, measure_name_nl varchar, measure_name_en varchar, version integer,
--          valid_from_date date, valid_to_date date?, definition_nl varchar, definition_en varchar, source varchar,
--          what_changed_nl varchar?, what_changed_en varchar?, what_changed_source varchar?
-- source:  mart.measure_definition, mart.measure
select
    definition.measure_code,
    measure.name_nl as measure_name_nl,
    measure.name_en as measure_name_en,
    definition.version,
    definition.valid_from_date,
    definition.valid_to_date,
    definition.definition_nl,
    definition.definition_en,
    definition.source,
    definition.what_changed_nl,
    definition.what_changed_en,
    definition.what_changed_source
from mart.measure_definition as definition
inner join mart.measure as measure on definition.measure_code = measure.measure_code
where $measure is null or definition.measure_code = $measure
order by definition.measure_code, definition.version
