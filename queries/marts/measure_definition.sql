-- title:   Definities van maatstaven door de tijd
-- grain:   one row per measure and version; the newest holds now
-- protect: version public
-- notes:   the text of now stands in the catalogue of measures and each earlier one with the break that ended it, so
--          one begins where another ended
with

text as (
    select
        code as measure_code,
        true as is_now,
        nullif(valid_to, '')::date as valid_to_date,
        definition_nl,
        definition_en,
        source
    from seed.measure
    union all
    select
        measure_code,
        false as is_now,
        break_date::date - 1 as valid_to_date,
        before_nl as definition_nl,
        before_en as definition_en,
        before_source as source
    from seed.measure_break
),

numbered as (
    select
        measure_code,
        row_number() over versions::integer as version,
        lag(valid_to_date) over versions + 1 as break_date,
        valid_to_date,
        definition_nl,
        definition_en,
        source
    from text
    window versions as (
        partition by measure_code
        order by is_now, valid_to_date
    )
)

select
    numbered.measure_code,
    numbered.version,
    coalesce(numbered.break_date, measure.valid_from::date) as valid_from_date,
    numbered.valid_to_date,
    numbered.definition_nl,
    numbered.definition_en,
    numbered.source,
    measure_break.name_nl as what_changed_nl,
    measure_break.name_en as what_changed_en,
    measure_break.source as what_changed_source
from numbered
left join seed.measure as measure on numbered.measure_code = measure.code
left join seed.measure_break as measure_break
    on
        numbered.measure_code = measure_break.measure_code
        and numbered.break_date = measure_break.break_date::date
order by numbered.measure_code, numbered.version
