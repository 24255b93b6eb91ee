-- title:   Kerncijfers die een niveau heeft
-- grain:   one row per figure; ordered by position
-- params:  level varchar = 'municipality'
-- returns: figure_code varchar, position integer, name_nl varchar, name_en varchar, definition_nl varchar,
--          definition_en varchar, unit varchar, year integer
-- source:  mart.figure, mart.area_figure
-- notes:   unit: count, keur (1,000 euros), percent, per_1000 (inhabitants), per_km2 or class (1 to 5)
select
    figure.figure_code,
    figure.position,
    figure.name_nl,
    figure.name_en,
    figure.definition_nl,
    figure.definition_en,
    figure.unit,
    newest.year
from mart.figure as figure
inner join (
    select distinct
        figure_code,
        year
    from mart.area_figure
    where
        level = $level
        and is_newest
) as newest
    on figure.figure_code = newest.figure_code
order by figure.position
