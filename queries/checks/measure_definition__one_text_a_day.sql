-- title:   Op elke dag geldt van elke maatstaf precies één definitie, en een breuk zegt wat er daarvoor gold
-- grain:   offending versions: of no measure, of no day, without a text or source, or the same as the one before
select definition.*
from mart.measure_definition as definition
left join mart.measure_definition as earlier
    on
        definition.measure_code = earlier.measure_code
        and definition.version = earlier.version + 1
where
    definition.valid_from_date is null
    or definition.valid_to_date < definition.valid_from_date
    or '' in (definition.definition_nl, definition.definition_en, definition.source)
    or '' in (definition.what_changed_nl, definition.what_changed_en, definition.what_changed_source)
    or definition.definition_nl = earlier.definition_nl
    or definition.definition_en = earlier.definition_en
