-- title:   Kerncijfers van de gebieden van de nieuwste indeling
-- grain:   one row per area, figure and year
-- protect: year public, value public
-- notes:   figures of an earlier year belong to an area of today only where the crosswalk says that it is the same;
--          newest: of the last year in which the level has the figure at all, so that a map is of one year and what was
--          secret in it is not filled with an older one
with

placed as (
    select
        place.current_area_code as area_code,
        place.level,
        figure.figure_code,
        figure.area_year as year,
        figure.value,
        figure.source
    from public.area_figure as figure
    inner join mart.place as place
        on
            figure.area_code = place.area_code
            and figure.area_year = place.area_year
    where place.current_area_code is not null
)

select
    placed.*,
    placed.year = max(placed.year) over (partition by placed.level, placed.figure_code) as is_newest
from placed
order by placed.figure_code, placed.area_code, placed.year
