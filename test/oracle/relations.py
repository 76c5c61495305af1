"""Writes fixtures/data/relations.csv and fixtures/oracle/relations.json: what SciPy, scikit-learn and pandas say of its columns.

    python test/oracle/relations.py
"""

import math

import numpy as np
import pandas as pd
import scipy
import sklearn
from fixture import TEST, write_fixture
from scipy import stats
from sklearn.metrics import mutual_info_score

rng = np.random.default_rng(20261123)


def kendall_cases():
    base = rng.normal(size=700)
    pairs = [
        ([1, 2, 3, 4], [1, 3, 2, 4]),
        ([1, 1, 2, 2, 3], [1, 2, 1, 2, 2]),
        ([5, 4, 3, 2, 1, 0, -1], [1, 2, 3, 4, 5, 6, 7]),
        (rng.integers(0, 4, 60), rng.integers(0, 3, 60)),
        (rng.integers(0, 30, 500), rng.normal(size=500)),
        (base, 0.6 * base + rng.normal(size=700)),
        (np.round(base, 1), np.round(-base + rng.normal(size=700), 1)),
        ([-np.inf, 1, 2, np.inf, 3], [2, 1, np.inf, 5, 5]),
        ([1, np.nan, 3, 4, 2, 6], [2, 5, np.nan, 1, 2, 7]),
    ]
    cases = []
    for x, y in pairs:
        x, y = np.asarray(x, float), np.asarray(y, float)
        both = ~(np.isnan(x) | np.isnan(y))
        tau = stats.kendalltau(x[both], y[both]).statistic
        cases.append({"x": x, "y": y, "tau": tau, "n": both.sum()})
    return cases


def entropy(codes):
    return stats.entropy(np.unique(codes, return_counts=True)[1])


def normalized(a, b):
    return mutual_info_score(a, b) / min(entropy(a), entropy(b))


def information_cases():
    cases = []
    for n, kx, ky, tie in [(8, 2, 2, 1), (60, 3, 5, 0.5), (500, 10, 10, 0.2), (2000, 12, 4, 0), (900, 2, 90, 0.3)]:
        x = rng.integers(1, kx + 1, n)
        y = np.where(rng.random(n) < tie, (x - 1) % ky + 1, rng.integers(1, ky + 1, n))
        gone = rng.random(n) < 0.1
        x = np.where(gone, 0, x)
        both = x > 0
        value = mutual_info_score(x[both], y[both])
        cases.append(
            {
                "x": x, "y": y, "levels": [kx, ky], "information": value,
                "normalized": normalized(x[both], y[both]), "n": both.sum(),
            }
        )
    return cases


def table():
    """Numbers with gaps in different rows, heavy ties and an outlier, an ordinal code, and categories with gaps."""
    n = 400
    base = rng.normal(size=n)
    age = np.round(40 + 9 * base + rng.normal(size=n), 0)
    income = np.round(np.exp(8 + 0.5 * base + 0.4 * rng.normal(size=n)), 2)
    income[7] = 9e7
    score = np.round(3 * np.abs(base) + rng.normal(size=n), 3)
    zeros = np.where(rng.random(n) < 0.7, 0, np.round(rng.normal(5, 2, n), 2))
    grade = np.clip(np.round(3 + base + 0.7 * rng.normal(size=n)), 1, 5).astype(int)
    region = np.array(["north", "south", "east", "west"])[rng.integers(0, 4, n)]
    colour = np.where(rng.random(n) < 0.6, region, np.array(["red", "blue"])[rng.integers(0, 2, n)])
    member = np.where(base + rng.normal(size=n) > 0, "yes", "no")
    frame = pd.DataFrame(
        {
            "age": age, "income": income, "score": score, "zeros": zeros, "grade": grade,
            "region": region, "colour": colour, "member": member,
        }
    )
    frame.loc[rng.random(n) < 0.15, "age"] = np.nan
    frame.loc[rng.random(n) < 0.25, "income"] = np.nan
    together = rng.random(n) < 0.2
    frame.loc[together, "score"] = np.nan
    frame.loc[together, "colour"] = np.nan
    frame.loc[300:, "member"] = np.nan
    return frame


NUMBERS = ["age", "income", "score", "zeros"]
ORDERED = [*NUMBERS, "grade"]
CATEGORIES = ["grade", "region", "colour", "member"]


def codes_of(frame, name):
    series = frame[name]
    if name in NUMBERS and series.nunique() > 10:
        return pd.qcut(series, 10, labels=False, duplicates="drop").astype("Int64").astype(object)
    return series.astype(object)


def cramers_v_corrected(counts):
    n = counts.sum()
    r, c = counts.shape
    chi2 = stats.chi2_contingency(counts, correction=False).statistic
    phi2 = max(0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    return math.sqrt(phi2 / min(r - (r - 1) ** 2 / (n - 1) - 1, c - (c - 1) ** 2 / (n - 1) - 1))


def correlation_ratio(frame, category, number):
    used = frame[[category, number]].dropna()
    y = used[number]
    means = y.groupby(used[category]).transform("mean")
    return math.sqrt(((means - y.mean()) ** 2).sum() / ((y - y.mean()) ** 2).sum())


def pairs_of(names, value):
    return [[a, b, value(a, b)] for i, a in enumerate(names) for b in names[i + 1 :]]


def measures(frame):
    pearson = frame[NUMBERS].corr()
    spearman = frame[NUMBERS].corr(method="spearman")

    def information(a, b):
        used = pd.DataFrame({"a": codes_of(frame, a), "b": codes_of(frame, b)}).dropna()
        return normalized(used["a"].astype(str), used["b"].astype(str))

    ratio = [[c, x, correlation_ratio(frame, c, x)] for c in CATEGORIES for x in NUMBERS]
    cramer = pairs_of(CATEGORIES, lambda a, b: cramers_v_corrected(pd.crosstab(frame[a], frame[b]).to_numpy()))
    rho = pairs_of(NUMBERS, lambda a, b: spearman.loc[a, b])
    return {
        "pearson": pairs_of(NUMBERS, lambda a, b: pearson.loc[a, b]),
        "spearman": rho,
        "kendall": pairs_of(
            ORDERED, lambda a, b: stats.kendalltau(frame[a], frame[b], nan_policy="omit").statistic
        ),
        "cramersV": cramer,
        "correlationRatio": ratio,
        "mutualInformation": pairs_of(list(frame.columns), information),
        "mixed": [[a, b, abs(value)] for a, b, value in rho] + ratio + cramer,
    }


def missing(frame):
    gone = frame.isna()
    incomplete = [name for name in frame.columns if gone[name].any()]
    stretch = np.arange(len(frame)) // math.ceil(len(frame) / 100)
    phi = gone[incomplete].astype(float).corr()
    return {
        "columns": incomplete,
        "rates": gone[incomplete].groupby(stretch).mean().to_numpy(),
        "together": [
            [a, b, int((gone[a] & gone[b]).sum()), phi.loc[a, b]]
            for i, a in enumerate(incomplete)
            for b in incomplete[i + 1 :]
            if abs(phi.loc[a, b]) >= 0.1
        ],
    }


def pair_views(frame):
    used = frame[["age", "income"]].dropna()
    boxes = []
    for level, values in frame.dropna(subset=["income"]).groupby("region")["income"]:
        quantiles = [np.quantile(values, p) for p in (0, 0.25, 0.5, 0.75, 1)]
        boxes.append([level, len(values), *quantiles, values.mean()])
    cross = pd.crosstab(frame["region"], frame["member"])
    return {
        "points": len(used),
        "boxes": boxes,
        "table": {"rows": list(cross.index), "columns": list(cross.columns), "counts": cross.to_numpy()},
    }


def binned():
    """A number in 48 bins over its range, one with far outliers in 32 bins between its 0.5 % and 99.5 % quantiles."""
    n = 3000
    x = np.round(rng.normal(size=n), 4)
    y = np.round(2 * x + rng.standard_cauchy(n), 4)
    edges = []
    for values, bins in ((x, 48), (y, 32)):
        low, high = np.quantile(values, [0.005, 0.995] if bins == 32 else [0, 1])
        edges.append(low + (high - low) / bins * np.arange(bins + 1))
    inside = [np.clip(v, e[0], e[-1]) for v, e in zip((x, y), edges)]
    counts = np.histogram2d(inside[1], inside[0], bins=[edges[1], edges[0]])[0].astype(int)
    return {"x": x, "y": y, "xEdges": edges[0], "yEdges": edges[1], "counts": counts}


def timeline():
    n = 2400
    days = np.sort(rng.integers(0, 1200, n))
    time = pd.Timestamp("2021-01-01") + pd.to_timedelta(days, "D")
    value = np.round(np.sin(days / 100) + 0.3 * rng.normal(size=n), 4)
    frame = pd.DataFrame({"day": time, "value": value})
    start, end = frame["day"].min(), frame["day"].max()
    days_each = math.ceil(((end - start).days + 1) / 48)
    stretches = math.ceil(((end - start).days + 1) / days_each)
    index = (frame["day"] - start).dt.days // days_each
    groups = frame.groupby(index)["value"]
    spread = groups.quantile([0.25, 0.75]).unstack()
    every = range(stretches)
    return {
        "day": [stamp.strftime("%Y-%m-%d") for stamp in time],
        "value": value,
        "edges": [(start + pd.Timedelta(i * days_each, "D")).strftime("%Y-%m-%d") for i in range(stretches + 1)],
        "counts": [int(groups.size().get(i, 0)) for i in every],
        "mean": [groups.mean().get(i, np.nan) for i in every],
        "q1": [spread[0.25].get(i, np.nan) for i in every],
        "q3": [spread[0.75].get(i, np.nan) for i in every],
    }


frame = table()
cases = {
    "kendall": kendall_cases(),
    "information": information_cases(),
    "measures": measures(frame),
    "missing": missing(frame),
    "pairs": pair_views(frame),
    "binned": binned(),
    "timeline": timeline(),
}
frame.to_csv(TEST / "fixtures" / "data" / "relations.csv", index=False)
write_fixture(
    "relations",
    "scipy, scikit-learn, pandas",
    {"numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__, "pandas": pd.__version__},
    {"rtol": 1e-9, "atol": 1e-12},
    cases,
)
