-- title:   Waar een reeks niet doorloopt omdat de definitie veranderde
-- grain:   one row per measure and break; ordered by measure_code, break_date
-- params:  measure varchar? = null
-- returns: measure_code varchar, measure_name_nl varchar, measure_name_en varchar, break_date date, name_nl varchar,
--          name_en varchar, source varchar
-- source:  mart.measure_break, mart.measure
select
    measure_break.measure_code,
    measure.name_nl as measure_name_nl,
    measure.name_en as measure_name_en,
    measure_break.break_date,
    measure_break.name_nl,
    measure_break.name_en,
    measure_break.source
from mart.measure_break as measure_break
inner join mart.measure as measure on measure_break.measure_code = measure.measure_code
where $measure is null or measure_break.measure_code = $measure
order by measure_break.measure_code, measure_break.break_date
