-- title:   Wat er van de gebieden van een niveau getekend wordt
-- grain:   one row per area, land or water; ordered by area_code, is_water
-- params:  level varchar = 'municipality', parent varchar? = null, tolerance_m integer = 400
-- returns: area_code varchar, is_water boolean, area_name varchar, label_x double [metres],
--          label_y double [metres], shape blob, stripes blob, dots blob
-- source:  mart.area_shape, mart.area
-- notes:   outline, stripes and dots as WKB in EPSG:28992; the label stands in the widest place of the area
select
    shape.area_code,
    shape.is_water,
    area.area_name,
    area.label_x,
    area.label_y,
    shape.shape,
    shape.stripes,
    shape.dots
from mart.area_shape as shape
inner join mart.area as area
    on
        shape.area_code = area.area_code
        and shape.level = area.level
where
    area.level = $level
    and shape.tolerance_m = $tolerance_m
    and mart.lies_inside($parent, area.province_code, area.municipality_code, area.district_code)
order by shape.area_code, shape.is_water
