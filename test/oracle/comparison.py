"""Writes fixtures/oracle/comparison.json: SciPy's, NumPy's and pandas' answers about two samples and two data sets.

    python test/oracle/comparison.py
"""

import math

import numpy as np
import pandas as pd
import scipy
from fixture import TEST, write_fixture
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

ROOT = TEST.parent
random = np.random.default_rng(20261123)


def stability_index(reference, current):
    """An empty cell counts as half a row; cells that are empty in both are left out."""
    reference, current = np.asarray(reference, float), np.asarray(current, float)
    used = (reference > 0) | (current > 0)
    r = np.where(reference > 0, reference, 0.5)[used] / reference.sum()
    c = np.where(current > 0, current, 0.5)[used] / current.sum()
    return float(np.sum((c - r) * np.log(c / r)))


def two_samples(reference, current):
    test = stats.ks_2samp(reference, current)
    return {
        "reference": reference,
        "current": current,
        "statistic": test.statistic,
        "pValue": test.pvalue,
        "wasserstein": stats.wasserstein_distance(reference, current),
    }


def samples():
    cases = []
    for n1, n2 in ((1, 1), (3, 3), (5, 8), (20, 20), (37, 91), (100, 60), (300, 300)):
        for shift in (0.0, 0.3, 2.0):
            cases.append(two_samples(random.normal(size=n1), random.normal(shift, 1.3, size=n2)))
    for n1, n2 in ((30, 45), (200, 200), (12, 500)):
        cases.append(two_samples(random.integers(0, 6, n1), random.integers(1, 7, n2)))
    cases.append(two_samples([1, 2, 3], [1, 2, 3]))
    cases.append(two_samples([1, 1, 1, 1], [2, 2]))
    cases.append(two_samples([-1e300, 0, 5], [1e-300, 5, 7, 1e9]))
    return cases


def counted_samples():
    """Large samples as counts of their values."""
    cases = []
    for n1, n2, shift in ((9_000, 10_000, 0), (10_000, 9_999, 1), (12_000, 40, 3), (200_000, 150_000, 0), (3_000_000, 2_000_000, 0), (800_000, 900_000, 0.2)):
        values = np.arange(120)
        shape = np.exp(-(((values - 60) / 20) ** 2) / 2)
        moved = np.exp(-(((values - 60 - shift) / 20) ** 2) / 2)
        reference = random.multinomial(n1, shape / shape.sum())
        current = random.multinomial(n2, moved / moved.sum())
        a, b = np.repeat(values, reference), np.repeat(values, current)
        test = stats.ks_2samp(a, b)
        levels = [0, 0.01, 0.1, 0.25, 0.5, 0.9, 1]
        cases.append(
            {
                "values": values,
                "reference": reference,
                "current": current,
                "statistic": test.statistic,
                "pValue": test.pvalue,
                "wasserstein": stats.wasserstein_distance(values, values, reference, current),
                "levels": levels,
                "quantiles": np.quantile(a, levels),
            }
        )
    return cases


def one_sample_tails():
    cases = []
    for n in (1, 2, 3, 5, 10, 50, 139, 140, 141, 500, 2_000, 20_000, 99_999, 100_001, 1_000_000):
        for z in (0.05, 0.3, 0.5, 0.7, 0.86, 0.9, 1.0, 1.2, 1.36, 1.5, 1.63, 2, 2.5, 4, 8, 15):
            d = z / math.sqrt(n)
            expected = stats.kstwo.sf(d, n)
            if d < 1.2 and (expected == 0 or expected > 1e-290):
                cases.append({"n": n, "d": d, "expected": expected})
    return cases


def one_sided_tails():
    return [
        {"n": n, "d": d, "expected": special.smirnov(n, d)}
        for n in (1, 2, 7, 100, 5_000, 60_000, 1_000_000)
        for d in (0.9 / math.sqrt(n), 1.5 / math.sqrt(n), 4 / math.sqrt(n), 0.5)
        if d < 1 and special.smirnov(n, d) > 1e-290
    ]


def level_counts():
    tables = [
        ([10, 20, 30], [30, 20, 10]),
        ([5, 0, 12], [4, 6, 0]),
        ([100, 100], [200, 200]),
        ([1, 0], [0, 1]),
        ([50, 50], [80, 20]),
        ([7, 0, 0, 3], [9, 0, 1, 0]),
        (list(random.integers(5, 500, 40)), list(random.integers(5, 500, 40))),
    ]
    cases = []
    for reference, current in tables:
        used = np.asarray(reference) + np.asarray(current) > 0
        table = np.asarray([reference, current])[:, used]
        test = stats.chi2_contingency(table)
        cases.append(
            {
                "reference": reference,
                "current": current,
                "jensenShannon": jensenshannon(reference, current, base=2),
                "stabilityIndex": stability_index(reference, current),
                "statistic": test.statistic,
                "pValue": test.pvalue,
            }
        )
    return cases


def numbers(reference, current):
    r, c = reference.dropna(), current.dropna()
    edges = np.unique(np.quantile(r, np.arange(1, 10) / 10))
    cells = lambda values, missing: [
        *np.bincount(np.searchsorted(edges, values, side="left"), minlength=len(edges) + 1),
        missing,
    ]
    test = stats.ks_2samp(r, c)
    return {
        "mean": [r.mean(), c.mean()],
        "std": [r.std(), c.std()],
        "median": [r.median(), c.median()],
        "distinct": [r.nunique(), c.nunique()],
        "missing": [reference.isna().mean(), current.isna().mean()],
        "psi": stability_index(
            cells(r, reference.isna().sum()), cells(c, current.isna().sum())
        ),
        "statistic": test.statistic,
        "pValue": test.pvalue,
        "distance": stats.wasserstein_distance(r, c) / r.std(),
    }


def levels(reference, current):
    r, c = reference.value_counts(), current.value_counts()
    table = pd.DataFrame({"r": r, "c": c}).fillna(0)
    test = stats.chi2_contingency(table.T)
    return {
        "distinct": [len(r), len(c)],
        "missing": [reference.isna().mean(), current.isna().mean()],
        "added": sorted(map(str, set(c.index) - set(r.index))),
        "psi": stability_index([*table.r, reference.isna().sum()], [*table.c, current.isna().sum()]),
        "statistic": test.statistic,
        "pValue": test.pvalue,
        "distance": jensenshannon(table.r, table.c, base=2),
    }


def shared_rows(reference, current):
    known = set(map(tuple, reference.astype(object).where(reference.notna(), None).values))
    rows = map(tuple, current.astype(object).where(current.notna(), None).values)
    return sum(row in known for row in rows)


def wine():
    """White wines as the reference, red ones as the current data."""
    data = pd.read_csv(TEST / "fixtures" / "data" / "winequality.csv", float_precision="round_trip")
    reference = data[data.type == "white"].drop(columns="type")
    current = data[data.type == "red"].drop(columns="type")
    columns = {
        name: numbers(reference[name], current[name]) for name in data.columns if name not in ("type", "quality")
    }
    return {"columns": columns, "sharedRows": shared_rows(reference, current)}


def attrition():
    """The first 900 rows as the reference, the rest as the current data."""
    data = pd.read_csv(ROOT / "samples" / "hr-attrition.csv", encoding="utf-8-sig", float_precision="round_trip")
    reference, current = data[:900], data[900:]
    return {
        "numbers": {
            name: numbers(reference[name], current[name])
            for name in ("Age", "MonthlyIncome", "DistanceFromHome", "YearsAtCompany", "TotalWorkingYears")
        },
        "levels": {
            name: levels(reference[name], current[name])
            for name in ("Attrition", "BusinessTravel", "Department", "JobRole", "JobLevel", "OverTime", "Education")
        },
    }


CASES = {
    "samples": samples(),
    "counted": counted_samples(),
    "tails": one_sample_tails(),
    "oneSided": one_sided_tails(),
    "levels": level_counts(),
    "wine": wine(),
    "attrition": attrition(),
}

write_fixture(
    "comparison",
    "scipy, numpy, pandas",
    {"scipy": scipy.__version__, "numpy": np.__version__, "pandas": pd.__version__},
    {"rtol": 1e-9, "atol": 1e-12},
    CASES,
    whole=int,
)
