"""Writes fixtures/oracle/profile.json: what pandas, SciPy and statsmodels say of the profiled and tested files.

    python test/oracle/profile.py
"""

import json
import math
import pathlib

import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.stats.proportion import proportion_confint

TEST = pathlib.Path(__file__).parent.parent
PROBABILITIES = [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1]

HR_CATEGORIES = """BusinessTravel Department Education EducationField EnvironmentSatisfaction Gender JobInvolvement JobLevel
    JobRole JobSatisfaction MaritalStatus OverTime PerformanceRating RelationshipSatisfaction StockOptionLevel
    WorkLifeBalance""".split()
HR_NUMBERS = """Age DailyRate DistanceFromHome HourlyRate MonthlyIncome MonthlyRate NumCompaniesWorked PercentSalaryHike
    TotalWorkingYears TrainingTimesLastYear YearsAtCompany YearsInCurrentRole YearsSinceLastPromotion
    YearsWithCurrManager""".split()
GERMAN_NUMBERS = """Duration_of_Credit_monthly Credit_Amount Value_Savings_Stocks Instalment_per_cent Age_years
    No_of_Credits_at_this_Bank""".split()


def plain(value):
    """The value as JSON: no numpy types, NaN and infinities as strings."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (np.integer, int)) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, (np.floating, float)):
        number = float(value)
        if math.isfinite(number):
            return number
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    return value


def numeric(series):
    values = series.dropna()
    edges = np.histogram_bin_edges(values, "auto")
    bins = min(50, len(edges) - 1)
    counts, edges = np.histogram(values, bins=bins)
    return {
        "missing": int(series.isna().sum()),
        "distinct": int(series.nunique()),
        "mean": values.mean(),
        "std": values.std(),
        "min": values.min(),
        "max": values.max(),
        "sum": values.sum(),
        "skewness": values.skew(),
        "kurtosis": values.kurt(),
        "mad": stats.median_abs_deviation(values),
        "zeros": int((values == 0).sum()),
        "negatives": int((values < 0).sum()),
        "quantiles": [np.quantile(values, p) for p in PROBABILITIES],
        "histogram": {"edges": edges, "counts": counts},
    }


def categorical(series):
    counts = series.value_counts()
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {
        "distinct": len(counts),
        "top": [[str(value), int(count)] for value, count in ordered[:10]],
        "entropy": stats.entropy(counts, base=2),
    }


def correlations(frame, numbers, categories):
    def pairs(matrix, names):
        return [[a, b, matrix.loc[a, b]] for i, a in enumerate(names) for b in names[i + 1 :]]

    return {
        "pearson": pairs(frame[numbers].corr(), numbers),
        "spearman": pairs(frame[numbers].corr(method="spearman"), numbers),
        "cramersV": [
            [a, b, cramers_v_corrected(pd.crosstab(frame[a], frame[b]).to_numpy())]
            for i, a in enumerate(categories)
            for b in categories[i + 1 :]
        ],
        "correlationRatio": [
            [a, b, correlation_ratio(frame[[a, b]].dropna(), a, b)] for a in categories for b in numbers
        ],
    }


def cramers_v_corrected(table):
    n = table.sum()
    r, c = table.shape
    chi2 = stats.chi2_contingency(table, correction=False).statistic
    phi2 = max(0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    return math.sqrt(phi2 / min(r - (r - 1) ** 2 / (n - 1) - 1, c - (c - 1) ** 2 / (n - 1) - 1))


def correlation_ratio(frame, category, number):
    y = frame[number]
    means = y.groupby(frame[category]).transform("mean")
    return math.sqrt(((means - y.mean()) ** 2).sum() / ((y - y.mean()) ** 2).sum())


def chi_square(frame, column, target):
    table = pd.crosstab(frame[column], frame[target])
    result = stats.chi2_contingency(table)
    plain_statistic = stats.chi2_contingency(table, correction=False).statistic
    smaller = min(table.shape) - 1
    return {
        "column": column,
        "statistic": result.statistic,
        "df": result.dof,
        "pValue": result.pvalue,
        "effect": math.sqrt(plain_statistic / table.to_numpy().sum() / smaller),
        "n": int(table.to_numpy().sum()),
        "minExpected": result.expected_freq.min(),
    }


def kruskal(frame, value, group, column):
    both = frame[[value, group]].dropna()
    groups = [values[value].to_numpy() for _, values in both.groupby(group)]
    result = stats.kruskal(*groups)
    return {
        "column": column,
        "statistic": result.statistic,
        "df": len(groups) - 1,
        "pValue": result.pvalue,
        "effect": result.statistic / (len(both) - 1),
        "n": len(both),
    }


def spearman(frame, column, target):
    both = frame[[column, target]].dropna()
    result = stats.spearmanr(both[column], both[target])
    return {
        "column": column,
        "statistic": result.statistic,
        "df": len(both) - 2,
        "pValue": result.pvalue,
        "effect": result.statistic,
        "n": len(both),
    }


def adjusted(tests):
    p_values = [test["pValue"] for test in tests]
    holm = multipletests(p_values, method="holm")[1]
    bh = multipletests(p_values, method="fdr_bh")[1]
    return [{**test, "holm": h, "bh": b} for test, h, b in zip(tests, holm, bh)]


def inflation(frame, numbers):
    complete = frame[numbers].dropna().astype(float)
    with_constant = np.column_stack([np.ones(len(complete)), complete])
    raw = complete.to_numpy()
    answers = []
    for i, name in enumerate(numbers):
        others = np.delete(raw, i, axis=1)
        residual = raw[:, i] - others @ np.linalg.lstsq(others, raw[:, i], rcond=None)[0]
        answers.append([name, variance_inflation_factor(with_constant, i + 1), (raw[:, i] ** 2).sum() / (residual**2).sum()])
    return answers


def normality(frame, numbers):
    answers = []
    for name in numbers:
        values = frame[name].dropna()
        result = stats.shapiro(values) if len(values) <= 5000 else stats.normaltest(values)
        answers.append([name, result.statistic, result.pvalue])
    return answers


def boxes(frame, column, target):
    return [
        [str(label), len(values), *[np.quantile(values, p) for p in [0, 0.25, 0.5, 0.75, 1]], values.mean()]
        for label, values in frame[[column, target]].dropna().groupby(target)[column]
    ]


def levels(frame, column, target, positive):
    answers = []
    for value, labels in frame.groupby(column)[target]:
        hits = int((labels == positive).sum())
        low, high = proportion_confint(hits, len(labels), method="wilson")
        answers.append([str(value), len(labels), hits / len(labels), low, high])
    return answers


def main():
    hr = pd.read_csv(TEST.parent / "samples" / "hr-attrition.csv")
    german = pd.read_csv(TEST / "fixtures" / "data" / "german_credit_risk_data.csv", sep=";")
    wine = pd.read_csv(TEST / "fixtures" / "data" / "winequality.csv")
    german_categories = [c for c in german.columns if c not in GERMAN_NUMBERS + ["Creditability"]]
    wine_numbers = [c for c in wine.columns if c != "type"]
    wine_features = [c for c in wine_numbers if c != "quality"]

    cases = {
        "hr": {
            "numeric": {name: numeric(hr[name]) for name in HR_NUMBERS},
            "categorical": {name: categorical(hr[name]) for name in HR_CATEGORIES},
            "correlations": correlations(hr, HR_NUMBERS, [*HR_CATEGORIES, "Attrition"]),
            "tests": adjusted(
                [chi_square(hr, c, "Attrition") for c in HR_CATEGORIES]
                + [kruskal(hr, c, "Attrition", c) for c in HR_NUMBERS]
            ),
            "vif": inflation(hr, HR_NUMBERS),
            "normality": normality(hr, HR_NUMBERS),
            "boxes": {name: boxes(hr, name, "Attrition") for name in ["Age", "MonthlyIncome"]},
            "levels": {name: levels(hr, name, "Attrition", "Yes") for name in ["OverTime", "JobLevel"]},
        },
        "german": {
            "categories": german_categories,
            "numbers": GERMAN_NUMBERS,
            "numeric": {name: numeric(german[name]) for name in GERMAN_NUMBERS},
            "tests": adjusted(
                [chi_square(german, c, "Creditability") for c in german_categories]
                + [kruskal(german, c, "Creditability", c) for c in GERMAN_NUMBERS]
            ),
            "vif": inflation(german, GERMAN_NUMBERS),
            "normality": normality(german, GERMAN_NUMBERS),
        },
        "wine": {
            "numeric": {name: numeric(wine[name]) for name in wine_numbers},
            "correlations": correlations(wine, wine_numbers, ["type"]),
            "tests": adjusted(
                [spearman(wine, c, "quality") for c in wine_features]
                + [kruskal(wine, "quality", "type", "type")]
            ),
            "vif": inflation(wine, wine_features),
            "normality": normality(wine, wine_features),
            "duplicateRows": int(wine.duplicated().sum()),
        },
    }
    document = {
        "tool": "pandas, scipy, statsmodels",
        "versions": {
            "pandas": pd.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
            "numpy": np.__version__,
        },
        "command": "python test/oracle/profile.py",
        "tolerance": {"rtol": 1e-8, "atol": 1e-12},
        "cases": plain(cases),
    }
    path = TEST / "fixtures" / "oracle" / "profile.json"
    path.write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n")


main()
