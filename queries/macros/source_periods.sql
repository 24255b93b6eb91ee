-- title:   Per periode hoeveel bronnen moesten leveren, en hoe zij dat deden
-- grain:   one row per period in which some source was to deliver
create macro mart.source_periods(grain, from_month, until_month, area, project_type, partner) as table (
    select
        date_trunc(grain, by_month.month)::date as period,
        bool_or(by_month.is_provisional) as is_provisional,
        count(distinct by_month.source_code) as n_sources,
        count(distinct by_month.source_code) filter (where by_month.is_missing) as n_missing,
        bool_or(by_month.n_months > 0) as is_delivered
    from (
        select
            delivery.*,
            unnest(
                generate_series(
                    delivery.quarter, delivery.quarter + interval 2 month, interval 1 month
                )
            )::date as month
        from mart.delivery as delivery
        inner join mart.source_due(area, project_type, partner) as due
            on
                delivery.source_code = due.source_code
                and delivery.quarter = due.quarter
    ) as by_month
    where by_month.month between from_month::date and until_month::date
    group by period
)
