"""Peer of the features bench: the transaction features of every window, by polars (lazy, streaming).

Usage: features.py PLAN.json, which names the accepted lines (Parquet: customer, order_key, day, kind, amount, category,
channel, discount), the windows (from, middle, until: days) and the numbers of categories and channels. With `out`, the
features of each window are written there afterwards, outside the measured part. Prints one line of JSON.

Measured: from the Parquet file to the last window's features in memory. Lines are compressed once to a row per customer
and day (orders, money, money by category, orders by channel, gap to the purchase day before); every window is summed up
from these rows.
"""

import json
import resource
import sys
import time

import polars as pl

plan = json.load(open(sys.argv[1]))
categories = range(plan["categories"])
channels = range(plan["channels"])
units = plan["moneyUnits"]


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def customer_days():
    lines = pl.scan_parquet(plan["lines"]).filter(pl.col("customer").is_not_null())
    sale, amount = pl.col("kind") == 0, pl.col("amount")
    sales = lines.filter(sale)
    unknown = plan["channels"]
    # Day and channel in one number: one minimum finds the first day and that day's first channel.
    first = (pl.col("day").cast(pl.Int64) * (unknown + 1) + pl.col("channel").fill_null(unknown)).min()
    orders = (
        sales.group_by("customer", "order_key")
        .agg(first=first)
        .select("customer", day=(pl.col("first") // (unknown + 1)).cast(pl.Int32), channel=pl.col("first") % (unknown + 1))
        .group_by("customer", "day")
        .agg(
            orders=pl.len().cast(pl.Int32),
            **{f"channel_{j}": (pl.col("channel") == j).sum().cast(pl.Int32) for j in channels},
        )
    )
    money = lines.group_by("customer", "day").agg(
        gross=amount.filter(sale).sum(),
        returned=amount.filter(pl.col("kind") == 1).sum(),
        discount=pl.col("discount").filter(sale).sum(),
        before_discount=(amount + pl.col("discount")).filter(sale).sum(),
        **{f"category_{j}": amount.filter(sale & (pl.col("category") == j)).sum() for j in categories},
    )
    days = money.join(orders, on=["customer", "day"], how="left").collect(engine="streaming")
    purchases = (
        days.lazy()
        .filter(pl.col("orders") > 0)
        .sort("customer", "day")
        .with_columns(
            gap=pl.when(pl.col("customer") == pl.col("customer").shift(1)).then(pl.col("day") - pl.col("day").shift(1))
        )
    )
    rest = days.lazy().filter(pl.col("orders").is_null()).with_columns(gap=pl.lit(None, dtype=pl.Int32))
    return pl.concat([purchases, rest]).collect(engine="streaming")


def share(upper, lower):
    return pl.when(lower != 0).then(upper / lower)


def window_features(days, window):
    since, middle, until = window
    col = pl.col
    sums = ["orders", "gross", "returned", "discount", "before_discount"]
    sums += [f"category_{j}" for j in categories] + [f"channel_{j}" for j in channels]
    seen = (
        days.lazy()
        .filter((col("day") >= since) & (col("day") < until))
        .group_by("customer")
        .agg(
            *[col(name).sum() for name in sums],
            last_day=col("day").filter(col("orders") > 0).max(),
            late=col("gross").filter(col("day") >= middle).sum(),
            gaps=col("gap").count(),
            gap_days=col("gap").sum(),
            gap_squares=(col("gap").cast(pl.Int64) ** 2).sum(),
        )
        .filter(col("orders") > 0)
    )
    by_category = [col(f"category_{j}") for j in categories]
    by_channel = [col(f"channel_{j}") for j in channels]
    named, routed = pl.sum_horizontal(by_category), pl.sum_horizontal(by_channel)
    largest = pl.max_horizontal(by_category)
    favourite = pl.coalesce([pl.when(amount == largest).then(j) for j, amount in enumerate(by_category)])
    squares = pl.sum_horizontal([amount.cast(pl.Float64) ** 2 for amount in by_category])
    spread = (col("gaps") * col("gap_squares") - col("gap_days") * col("gap_days")).cast(pl.Float64).sqrt()
    return seen.select(
        "customer",
        recency_days=until - col("last_day"),
        orders=col("orders"),
        interpurchase_days=share(col("gap_days"), col("gaps")),
        interpurchase_variation=pl.when(col("gaps") > 1).then(spread / col("gap_days")),
        monetary=(col("gross") + col("returned")) / units,
        average_order=col("gross") / col("orders") / units,
        revenue_trend=share(2 * col("late") - col("gross"), col("gross")),
        return_share=share(-col("returned"), col("gross")),
        discount_share=share(col("discount"), col("before_discount")),
        **{plan["categoryNames"][j]: share(col(f"category_{j}"), named) for j in categories},
        category_breadth=pl.sum_horizontal([(amount > 0).cast(pl.Int32) for amount in by_category]),
        category_concentration=pl.when(named > 0).then(squares / (named.cast(pl.Float64) * named)),
        favourite_category=pl.when(largest > 0).then(
            favourite.replace_strict(list(categories), plan["favouriteLevels"], return_dtype=pl.Int32)
        ),
        **{plan["channelNames"][j]: share(col(f"channel_{j}"), routed) for j in channels},
    ).collect(engine="streaming")


started, used = time.perf_counter(), cpu()
days = customer_days()
built, built_cpu = time.perf_counter(), cpu()
rows = sum(window_features(days, window).height for window in plan["windows"])
result = {
    "seconds": time.perf_counter() - started,
    "cpuSeconds": cpu() - used,
    "buildCpuSeconds": built_cpu - used,
    "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    "rows": rows,
    "polars": pl.__version__,
    "threads": pl.thread_pool_size(),
}
if "out" in plan:
    for i, window in enumerate(plan["windows"]):
        window_features(days, window).write_parquet(f"{plan['out']}/peer-{i}.parquet")
print(json.dumps(result))
