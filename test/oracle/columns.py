"""Writes fixtures/oracle/columns.json: histograms by rule, boxes, orders, uniformity, date patterns, words and scripts.

    python test/oracle/columns.py
"""

import collections
import unicodedata

import fontTools.unicodedata
import matplotlib
import numpy as np
import pandas as pd
import scipy
from fixture import TEST, write_fixture
from matplotlib.cbook import boxplot_stats
from scipy import stats

RULES = {"freedman-diaconis": "fd", "sturges": "sturges", "scott": "scott"}
SCRIPTS = {"Latn": "Latin", "Hang": "Hangul", "Hani": "Han", "Hira": "Hiragana", "Kana": "Katakana", "Cyrl": "Cyrillic", "Grek": "Greek"}


def order(series):
    values = series.dropna()
    if values.nunique() < 2:
        return "none"
    strict = "strictly " if values.is_unique else ""
    if values.is_monotonic_increasing:
        return f"{strict}increasing"
    return f"{strict}decreasing" if values.is_monotonic_decreasing else "none"


def extremes(series, largest):
    counts = series.value_counts().sort_index(ascending=not largest).head(5)
    return [[value, int(np.flatnonzero(series == value)[0]) + 1, int(count)] for value, count in counts.items()]


def number(series):
    values = series.dropna().to_numpy()
    rules = {}
    for rule, name in RULES.items():
        bins = len(np.histogram_bin_edges(values, name)) - 1
        counts, edges = np.histogram(values, min(bins, 200))
        rules[rule] = {"wanted": bins, "edges": edges, "counts": counts}
    [box] = boxplot_stats(values)
    return {
        "iqr": stats.iqr(values),
        "cv": stats.variation(values, ddof=1),
        "rules": rules,
        "box": {
            "lowerWhisker": box["whislo"],
            "q1": box["q1"],
            "median": box["med"],
            "q3": box["q3"],
            "upperWhisker": box["whishi"],
            "below": int((box["fliers"] < box["q1"]).sum()),
            "above": int((box["fliers"] > box["q3"]).sum()),
        },
        "lowest": extremes(series, False),
        "highest": extremes(series, True),
        "monotonic": order(series),
    }


def instants(series):
    values = series.dropna()
    steps = pd.Series(np.sort(values.unique())).diff().dropna().dt.total_seconds()
    common = steps.value_counts()
    step = min(common[common == common.max()].index)
    return {
        "weekdays": [int((values.dt.day_of_week == day).sum()) for day in range(7)],
        "hours": [int((values.dt.hour == hour).sum()) for hour in range(24)],
        "months": [int((values.dt.month == month).sum()) for month in range(1, 13)],
        "monotonic": order(series),
        "step": [step, float((steps == step).mean())],
    }


def script(character):
    """The script, or the kind of a character without one."""
    kind = unicodedata.category(character)
    if character.isspace():
        return "Space"
    if kind == "Nd":
        return "Digit"
    name = SCRIPTS.get(fontTools.unicodedata.script(character))
    if name is not None:
        return name
    if "Kana" in fontTools.unicodedata.script_extension(character):
        return "Katakana"
    return {"P": "Punctuation", "S": "Symbol"}[kind[0]]


def letters(word):
    """The word from its first to its last letter, digit or mark."""
    inside = [i for i, character in enumerate(word) if unicodedata.category(character)[0] in "LNM"]
    return word[inside[0] : inside[-1] + 1] if inside else ""


def texts(values):
    present = [value for value in values if value is not None]
    counts = [len(value.split()) for value in present]
    words = collections.Counter(word for value in present for word in map(letters, value.lower().split()) if word)
    scripts = collections.Counter(script(character) for value in present for character in value)
    return {
        "length": [min(map(len, present)), max(map(len, present)), np.mean([*map(len, present)]), np.median([*map(len, present)])],
        "words": [min(counts), max(counts), np.mean(counts), np.median(counts), sum(counts), len(words)],
        "frequent": sorted(words.items(), key=lambda item: (-item[1], item[0].encode()))[:20],
        "scripts": sorted(scripts.items(), key=lambda item: (-item[1], item[0])),
        "characters": len({character for value in present for character in value}),
    }


def main():
    random = np.random.default_rng(20)
    wine = pd.read_csv(TEST / "fixtures" / "data" / "winequality.csv")
    hr = pd.read_csv(TEST.parent / "samples" / "hr-attrition.csv")
    walk = np.round(np.cumsum(random.exponential(size=400)), 6)
    made = {
        "heavy": np.round(random.standard_cauchy(3000), 6).tolist(),
        "wholeRange": (random.integers(-40, 41, 500) * 3).tolist(),
        "spike": [*[5.0] * 90, *np.round(random.normal(5, 2, 10), 6).tolist()],
        "outlierOnly": [1.0, 1.0, 1.0, 1.0, 10.0],
        "powerOfTwo": np.round(random.uniform(size=1024), 9).tolist(),
        "rising": walk.tolist(),
        "falling": sorted(np.round(random.normal(size=50), 1).tolist(), reverse=True),
        "risingWithGaps": [None if i % 7 == 0 else i / 4 for i in range(3000)],
        "lateFall": [*[i / 2 for i in range(4000)], 0.25],
    }
    days = pd.date_range("2023-01-02", periods=300, freq="D").delete([10, 11, 12, 200])
    dates = {
        "days": [day.strftime("%Y-%m-%d") for day in days],
        "instants": [
            instant.strftime("%Y-%m-%d %H:%M:%S")
            for instant in pd.to_datetime(random.integers(1_500_000_000, 1_700_000_000, 500), unit="s")
        ],
        "beforeTheEpoch": [f"{year}-0{month}-1{month} 2{month}:30:00" for year in range(1910, 1972) for month in (1, 2, 3)],
    }
    words = ["quick", "Brown", "jumped,", "over", "(the)", "lazy", "dog.", "한국어", "텍스트,", "«мир»", "東京", "ありがとう", "データ", "42", "it's"]
    spaces = [" ", "  ", "\t", "\u00a0", "\u3000", "\n"]
    sentences = [
        "".join(random.choice(words) + random.choice(spaces, p=[0.9, 0.02, 0.02, 0.02, 0.02, 0.02]) for _ in range(n))
        for n in random.integers(0, 12, 300)
    ]
    sentences[3] = sentences[10] = None
    cases = {
        "wine": {name: number(wine[name]) for name in wine.columns if name not in ("type", "quality")},
        "hr": {name: number(hr[name]) for name in ["Age", "MonthlyIncome", "DailyRate", "YearsAtCompany", "DistanceFromHome"]},
        "made": {name: {"values": values, **number(pd.Series(values, dtype=float if name != "wholeRange" else int))} for name, values in made.items()},
        "uniform": {name: stats.chisquare(hr[name].value_counts()).pvalue for name in ["Gender", "Department", "JobRole", "MaritalStatus", "EducationField"]},
        "dates": {name: {"values": values, **instants(pd.to_datetime(pd.Series(values)))} for name, values in dates.items()},
        "texts": {"values": sentences, **texts(sentences)},
    }
    write_fixture(
        "columns",
        "numpy, pandas, scipy, matplotlib, fonttools, Python's str",
        {
            "numpy": np.__version__,
            "pandas": pd.__version__,
            "scipy": scipy.__version__,
            "matplotlib": matplotlib.__version__,
            "fonttools": fontTools.version,
            "unicode": unicodedata.unidata_version,
        },
        {"rtol": 1e-10, "atol": 1e-12},
        cases,
    )


main()
