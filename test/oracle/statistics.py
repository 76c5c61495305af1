"""Writes fixtures/oracle/statistics.json and statisticsGolden.json: SciPy's, statsmodels' and pandas' answers.

    python test/oracle/statistics.py
"""

import itertools
import json
import math
import pathlib

import numpy as np
import pandas as pd
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.stats.proportion import proportion_confint

TEST = pathlib.Path(__file__).parent.parent
OUTPUT = TEST / "fixtures" / "oracle"
np.seterr(all="ignore")


def plain(value):
    """The value as JSON: no numpy types, NaN and infinities as strings."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (np.integer, int)) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, (np.floating, float)):
        number = float(value)
        if math.isfinite(number):
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    return value


def write(name, cases, tolerance):
    document = {
        "tool": "scipy, statsmodels, pandas",
        "versions": {
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
            "pandas": pd.__version__,
            "numpy": np.__version__,
        },
        "command": "python test/oracle/statistics.py",
        "tolerance": tolerance,
        "cases": plain(cases),
    }
    (OUTPUT / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


def far_f(tail, d1, d2):
    """A place where F's survival function is about `tail`; SciPy's isf says inf for these."""
    return optimize.brentq(lambda x: stats.f.logsf(x, d1, d2) - math.log(tail), 1, 1e4, xtol=1e-6)


def distributions():
    points = []

    def add(function, arguments, value):
        # Subnormal answers have few digits left; they are no reference.
        if value == 0 or abs(value) > 1e-300:
            points.append({"function": function, "arguments": arguments, "expected": value})

    for df in (0.5, 1, 2, 3, 4, 5, 8, 9, 10, 30, 49, 50, 99, 101, 500, 1000, 5000, 20000, 1e6):
        ratios = (0, 1e-10, 1e-3, 0.1, 0.5, 0.9, 0.99, 1, 1.01, 1.1, 1.5, 2, 3, 5, 10, 50, 300)
        for x in (*(ratio * df for ratio in ratios), 10, 100, 500, 1000, 1350, 2001, 2500, 1e5):
            add("chiSquareSf", [x, df], stats.chi2.sf(x, df))
    for d1, d2 in itertools.product((1, 2, 3, 5, 10, 50, 100), (1, 2, 3, 10, 30, 100, 1468, 40000, 1e6)):
        for x in (0, 1e-8, 1e-3, 0.1, 0.5, 0.9, 1, 1.1, 1.5, 2, 3, 5, 10, 20, 50, 100, 1000, 1e5, 1e10):
            add("fSf", [x, d1, d2], stats.f.sf(x, d1, d2))
    for tail in (1e-299, 1e-250, 1e-180):
        for df in (1, 4, 9, 50, 120, 1000):
            add("chiSquareSf", [x := stats.chi2.isf(tail, df), df], stats.chi2.sf(x, df))
            if df > 1:  # SciPy's t overflows where t² does
                add("tSf", [x := stats.t.isf(tail, df), df], stats.t.sf(x, df))
            x = far_f(tail, df, 1000)
            add("fSf", [x, df, 1000], stats.f.sf(x, df, 1000))
    for df in (0.7, 1, 2, 3, 4, 5, 8, 10, 30, 100, 1468, 40000, 1e6):
        for t in (0, 1e-12, 1e-3, 0.1, 0.5, 1, 1.5, 2, 3, 5, 10, 20, 36, 50, 100, 1e3, 1e5, 1e10, -1, -5, -40):
            add("tSf", [t, df], stats.t.sf(t, df))
            add("tTwoSidedPValue", [t, df], 2 * stats.t.sf(abs(t), df))
        for p in (1e-300, 1e-100, 1e-20, 1e-5, 0.001, 0.025, 0.05, 0.1, 0.24, 0.26, 0.4, 0.49):
            quantile = stats.t.ppf(p, df)
            if abs(stats.t.cdf(quantile, df) / p - 1) < 1e-9:  # SciPy gives up on a few extreme ones
                add("tPpf", [p, df], quantile)
                if p > 1e-4:
                    add("tPpf", [1 - p, df], stats.t.isf(1 - (1 - p), df))
    for x in (-40, -37, -10, -5, -1, -0.1, -1e-10, 0, 1e-10, 0.1, 1, 2, 5, 10, 20, 37):
        add("normalSf", [x], stats.norm.sf(x))
    for p in (1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.001, 0.025, 0.1, 0.3, 0.49, 0.4999999, 0.5, 0.6, 0.9, 0.975, 0.999):
        add("normalPpf", [p], stats.norm.ppf(p))
    for x, a, b in itertools.product((1e-10, 0.01, 0.3, 0.5, 0.9, 0.999), (0.5, 1, 3, 40), (0.5, 2, 7, 300)):
        add("betaSf", [x, a, b], stats.beta.sf(x, a, b))
    return points


def bias_corrected(table):
    """Bergsma (2013), on SciPy's uncorrected statistic."""
    r, c = table.shape
    n = table.sum()
    phi2 = max(0, stats.chi2_contingency(table, correction=False).statistic / n - (r - 1) * (c - 1) / (n - 1))
    return math.sqrt(phi2 / min(r - 1 - (r - 1) ** 2 / (n - 1), c - 1 - (c - 1) ** 2 / (n - 1)))


def chi_square(table):
    table = np.asarray(table)
    test = stats.chi2_contingency(table)
    plain_test = stats.chi2_contingency(table, correction=False)
    expected = test.expected_freq
    return {
        "statistic": test.statistic,
        "uncorrected": plain_test.statistic,
        "df": test.dof,
        "pValue": test.pvalue,
        "uncorrectedPValue": plain_test.pvalue,
        "expected": expected,
        "minExpected": expected.min(),
        "smallExpectedShare": (expected < 5).mean(),
        "n": table.sum(),
        "cramersV": stats.contingency.association(table, method="cramer"),
        "cramersVBiasCorrected": bias_corrected(table),
    }


def chi_square_tables():
    rng = np.random.default_rng(11)
    tables = [
        [[10, 20], [30, 40]],
        [[1, 2], [3, 400]],
        [[5, 5], [5, 6]],
        [[1000000, 1000100], [999900, 1000000]],
        [[12, 0], [0, 15]],
        [[3, 1, 4], [1, 5, 9], [2, 6, 5]],
        [[0, 7, 2], [3, 0, 1]],
        [[100, 200, 300], [100, 200, 300]],
        [[90, 4], [3, 88], [1, 1]],
        rng.integers(1, 30, (4, 7)).tolist(),
        rng.integers(0, 500, (2, 40)).tolist(),
        rng.integers(1, 9, (3, 1200)).tolist(),
    ]
    return [{"observed": table, **chi_square(table)} for table in tables]


def tables_with_margins(rows, columns):
    """Every table of whole counts with these margins."""
    if len(rows) == 1:
        yield [list(columns)]
        return

    def first_rows(total, limits):
        if len(limits) == 1:
            if total <= limits[0]:
                yield [total]
            return
        for count in range(min(total, limits[0]) + 1):
            for rest in first_rows(total - count, limits[1:]):
                yield [count, *rest]

    for row in first_rows(rows[0], columns):
        left = [column - count for column, count in zip(columns, row)]
        for rest in tables_with_margins(rows[1:], left):
            yield [row, *rest]


def exact_chi_square(table):
    table = np.asarray(table)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    distribution = stats.random_table(rows, columns)
    statistic = stats.chi2_contingency(table, correction=False).statistic
    p = 0.0
    for candidate in tables_with_margins(rows.tolist(), columns.tolist()):
        value = stats.chi2_contingency(np.array(candidate), correction=False).statistic
        if value >= statistic * (1 - 1e-10):
            p += distribution.pmf(np.array(candidate))
    return {"observed": table, "statistic": statistic, "pValue": p}


def exact_tables():
    tables = (
        [[3, 0], [0, 3]],
        [[7, 2], [3, 9]],
        [[2, 3, 0], [4, 1, 5]],
        [[1, 2, 3, 0, 1], [2, 0, 1, 4, 1]],
        [[3, 1, 2], [1, 4, 0], [0, 2, 3]],
        [[4, 1, 0, 2], [1, 3, 2, 1], [0, 1, 4, 0]],
    )
    return [exact_chi_square(table) for table in tables]


def hypergeometrics():
    cases = []
    for population, marked, drawn in ((20, 7, 12), (60, 50, 30), (1000, 3, 400), (5000, 2500, 600), (7, 6, 6)):
        support = np.arange(max(0, drawn + marked - population), min(drawn, marked) + 1)
        probabilities = stats.hypergeom(population, marked, drawn).pmf(support)
        kept = probabilities > 1e-9
        cases.append(
            {
                "arguments": [population, marked, drawn],
                "support": support[kept],
                "probabilities": probabilities[kept],
            }
        )
    return cases


def grouped_samples():
    rng = np.random.default_rng(5)
    yield "two groups", rng.normal(size=30).round(3), rng.integers(0, 2, 30)
    yield "ties", rng.integers(0, 5, 60).astype(float), rng.integers(0, 3, 60)
    yield "unequal sizes", rng.exponential(size=80).round(2), np.repeat([0, 1, 2, 3], [2, 5, 13, 60])
    yield "two values", rng.integers(0, 2, 40).astype(float), rng.integers(0, 2, 40)
    yield "shifted", np.r_[rng.normal(0, 1, 700), rng.normal(1.2, 1, 500)].round(3), np.repeat([0, 1], [700, 500])
    yield "large offset", (1e9 + rng.normal(size=50)).round(3), rng.integers(0, 4, 50)
    yield "negative", -rng.exponential(size=25).round(1), rng.integers(0, 2, 25)


def groups():
    cases = []
    for name, values, codes in grouped_samples():
        parts = [values[codes == code] for code in range(codes.max() + 1)]
        kruskal = stats.kruskal(*parts)
        anova = stats.f_oneway(*parts)
        indicators = pd.get_dummies(pd.Series(codes)).to_numpy(float)
        rsquared = sm.OLS(values - values.mean(), indicators).fit().rsquared
        n, k = len(values), len(parts)
        cases.append(
            {
                "name": name,
                "values": values,
                "groups": codes,
                "groupCount": k,
                "kruskal": [kruskal.statistic, kruskal.pvalue],
                "epsilonSquared": kruskal.statistic * (n + 1) / (n * n - 1),
                "etaSquared": (kruskal.statistic - k + 1) / (n - k),
                "anova": [anova.statistic, anova.pvalue],
                "correlationRatio": math.sqrt(rsquared),
            }
        )
    return cases


def ranks():
    rng = np.random.default_rng(8)
    samples = (
        [10, 20, 10, 5],
        [0.0, -0.0, 1.5, -2.0, math.inf, -math.inf, math.inf],
        [math.nan, 3, math.nan, 1, 3],
        rng.integers(-20, 20, 700).astype(float),
        rng.normal(size=600).round(2) * 1e-3,
    )
    return [{"values": x, "expected": stats.rankdata(x, nan_policy="omit")} for x in samples]


def correlations():
    rng = np.random.default_rng(3)
    x = rng.normal(size=40).round(3)
    pairs = [
        ([1, 2, 3, 4], [1, 3, 2, 4]),
        ([1, 2, 3], [1, 2, 4]),
        (x, (0.5 * x + rng.normal(size=40)).round(3)),
        (x, (1000 * x + 1e-4 * rng.normal(size=40)).round(6)),
        ((1e8 + x).round(3), rng.normal(size=40).round(3)),
        (rng.integers(0, 4, 200).astype(float), rng.integers(0, 3, 200).astype(float)),
        (np.arange(900.0), (np.arange(900) + rng.normal(0, 50, 900)).round(1)),
    ]
    cases = []
    for a, b in pairs:
        pearson, spearman = stats.pearsonr(a, b), stats.spearmanr(a, b)
        cases.append(
            {
                "x": a,
                "y": b,
                "pearson": [pearson.statistic, pearson.pvalue],
                "spearman": [spearman.statistic, spearman.pvalue],
            }
        )
    return cases


def correlation_matrices():
    rng = np.random.default_rng(14)
    complete = rng.normal(size=(30, 4)).round(3) @ np.array([[1, 0.5, 0, 0], [0, 1, 0, 2], [0, 0, 1, 0], [0, 0, 0, 1]])
    missing = complete.copy()
    missing[rng.integers(0, 30, 25), rng.integers(0, 4, 25)] = math.nan
    constant = complete.copy()
    constant[:, 2] = 0.1
    cases = []
    for data in (complete, missing, constant):
        frame = pd.DataFrame(data)
        present = frame.notna().to_numpy(int)
        cases.append({"columns": data.T, "r": frame.corr().to_numpy(), "n": present.T @ present})
    return cases


def normality_samples():
    rng = np.random.default_rng(21)
    for n in (3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 20, 49, 50, 200):
        yield rng.normal(size=n).round(4)
        yield rng.exponential(size=n).round(4)
    yield rng.uniform(size=300).round(3)
    yield rng.integers(0, 10, 400).astype(float)
    yield rng.lognormal(size=700).round(3)
    yield rng.standard_t(3, size=5000).round(3)
    yield rng.normal(1e6, 1, size=5000).round(2)
    yield [1, 2, 3]
    yield [1, 1, 2]
    yield [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 50]
    yield [0, 0, 0, 0, 0, 0, 0, 0, 0, 1e5]


def normality():
    cases = []
    for values in normality_samples():
        shapiro = stats.shapiro(values)
        case = {"values": values, "shapiro": [shapiro.statistic, shapiro.pvalue]}
        if len(values) >= 8:
            k2 = stats.normaltest(values)
            case["dagostino"] = [k2.statistic, k2.pvalue]
            case["scores"] = [stats.skewtest(values).statistic, stats.kurtosistest(values).statistic]
        cases.append(case)
    return cases


def least_squares_vif(data, centred):
    """1 / (1 - R²) by least squares; infinite where the residual is rounding."""
    answers = []
    for j in range(data.shape[1]):
        y = data[:, j] - (data[:, j].mean() if centred else 0)
        others = np.delete(data, j, axis=1)
        if centred:
            others = others - others.mean(axis=0)
        others = others / np.linalg.norm(others, axis=0)
        residual = y - others @ np.linalg.lstsq(others, y, rcond=1e-9)[0]
        unexplained = residual @ residual / (y @ y)
        answers.append(math.inf if unexplained < 1e-14 else 1 / unexplained)
    return answers


def vif_by_statsmodels(data):
    design = sm.add_constant(data, has_constant="add")
    return [variance_inflation_factor(design, j + 1) for j in range(data.shape[1])]


def inflations():
    rng = np.random.default_rng(31)
    data = rng.normal(size=(60, 5)).round(3) @ rng.normal(size=(5, 5)).round(2) + [0, 10, 1000, -5, 3]
    near = data.copy()
    near[:, 4] = (near[:, 0] + near[:, 1] + 1e-3 * rng.normal(size=60)).round(6)
    copied = np.c_[data, 2 * data[:, 1] - 7]
    summed = np.c_[data[:, :2], data[:, 0] + data[:, 1], data[:, 2:]]
    indicators = np.c_[data[:, 0], np.eye(3)[rng.integers(0, 3, 60)]]
    fewer_rows = data[:4]
    cases = [{"rows": rows, "centred": vif_by_statsmodels(rows), "uncentred": least_squares_vif(rows, False)} for rows in (data, near, data[:, :1], data[:, :2])]
    for rows in (copied, summed, indicators, fewer_rows):
        cases.append({"rows": rows, "centred": least_squares_vif(rows, True), "uncentred": least_squares_vif(rows, False)})
    return cases


def corrections():
    rng = np.random.default_rng(2)
    lists = ([0.01, 0.04], [0.5], [0.03, 0.03, 0.03, 0.5], [0, 1, 1e-300, 0.2], rng.uniform(size=30) ** 3)
    return [
        {
            "pValues": p,
            "holm": multipletests(p, method="holm")[1],
            "benjaminiHochberg": multipletests(p, method="fdr_bh")[1],
        }
        for p in lists
    ]


def wilson():
    cases = []
    for successes, n, level in ((0, 10, 0.95), (10, 10, 0.95), (1, 3, 0.95), (237, 1470, 0.95), (50, 100, 0.99), (3, 1000000, 0.9)):
        interval = proportion_confint(successes, n, alpha=1 - level, method="wilson")
        cases.append({"arguments": [successes, n, level], "expected": interval})
    return cases


def shape_of(values):
    x = np.asarray(values, float)
    return {
        "mean": math.fsum(x) / len(x),
        "variance": np.var(x, ddof=1),
        "populationVariance": np.var(x),
        "skewness": stats.skew(x),
        "kurtosis": stats.kurtosis(x),
        "correctedSkewness": pd.Series(x).skew(),
        "correctedKurtosis": pd.Series(x).kurt(),
        "mad": stats.median_abs_deviation(x),
        "quantiles": [np.quantile(x, q) for q in QUANTILES],
    }


QUANTILES = (0, 0.01, 0.05, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.95, 0.99, 1)


def descriptions():
    rng = np.random.default_rng(17)
    samples = (
        [1, 2, 3, 6],
        [1, 1, 2, 2, 4, 6, 9],
        rng.normal(size=101).round(4),
        (rng.exponential(size=200) + 1e6).round(3),
        rng.lognormal(0, 2, size=300).round(4),
        [1e-9, 2e-9, 5e-9, 9e-9, 3e-9],
    )
    return [{"values": x, **shape_of(x)} for x in samples]


HR_CATEGORICAL = [
    "BusinessTravel", "Department", "Education", "EducationField", "EnvironmentSatisfaction", "Gender",
    "JobInvolvement", "JobLevel", "JobRole", "JobSatisfaction", "MaritalStatus", "OverTime", "PerformanceRating",
    "RelationshipSatisfaction", "StockOptionLevel", "WorkLifeBalance",
]  # fmt: skip
HR_NUMERIC = [
    "Age", "DailyRate", "DistanceFromHome", "HourlyRate", "MonthlyIncome", "MonthlyRate", "NumCompaniesWorked",
    "PercentSalaryHike", "TotalWorkingYears", "TrainingTimesLastYear", "YearsAtCompany", "YearsInCurrentRole",
    "YearsSinceLastPromotion", "YearsWithCurrManager",
]  # fmt: skip
CREDIT_CATEGORICAL = [
    "Account_Balance", "Payment_Status_of_Previous_Credit", "Purpose", "Length_of_current_employment",
    "Sex_Marital_Status", "Guarantors", "Duration_in_Current_address", "Most_valuable_available_asset",
    "Concurrent_Credits", "Type_of_apartment", "Occupation", "No_of_dependents", "Telephone", "Foreign_Worker",
]  # fmt: skip
CREDIT_NUMERIC = [
    "Duration_of_Credit_monthly", "Credit_Amount", "Value_Savings_Stocks", "Instalment_per_cent", "Age_years",
    "No_of_Credits_at_this_Bank",
]  # fmt: skip


def golden(path, delimiter, target, categorical, numeric):
    frame = pd.read_csv(TEST.parent / path, sep=delimiter, encoding="utf-8-sig")
    codes, _ = pd.factorize(frame[target])
    columns = {}
    for column in categorical:
        test = chi_square(pd.crosstab(frame[target], frame[column]).to_numpy())
        del test["expected"]
        columns[column] = test
    centred = vif_by_statsmodels(frame[numeric].to_numpy(float))
    uncentred = least_squares_vif(frame[numeric].to_numpy(float), False)
    n = len(frame)
    for position, column in enumerate(numeric):
        values = frame[column].to_numpy(float)
        kruskal = stats.kruskal(*(values[codes == code] for code in range(codes.max() + 1)))
        columns[column] = {
            "kruskal": kruskal.statistic,
            "pValue": kruskal.pvalue,
            "epsilonSquared": kruskal.statistic * (n + 1) / (n * n - 1),
            "etaSquared": (kruskal.statistic - codes.max()) / (n - codes.max() - 1),
            "shapiro": list(stats.shapiro(values)),
            "dagostino": list(stats.normaltest(values)),
            "vif": centred[position],
            "uncentredVif": uncentred[position],
            **shape_of(values),
        }
    correlation = frame[numeric].corr()
    ranks = frame[numeric].corr(method="spearman")
    return {
        "path": path,
        "delimiter": delimiter,
        "target": target,
        "categorical": categorical,
        "numeric": numeric,
        "columns": columns,
        "pearson": correlation.to_numpy(),
        "spearman": ranks.to_numpy(),
    }


def main():
    write(
        "statistics",
        {
            "distributions": distributions(),
            "chiSquare": chi_square_tables(),
            "exactChiSquare": exact_tables(),
            "hypergeometric": hypergeometrics(),
            "groups": groups(),
            "ranks": ranks(),
            "correlations": correlations(),
            "correlationMatrices": correlation_matrices(),
            "normality": normality(),
            "inflations": inflations(),
            "corrections": corrections(),
            "wilson": wilson(),
            "quantileLevels": QUANTILES,
            "descriptions": descriptions(),
        },
        {"rtol": 1e-10, "atol": 1e-300},
    )
    write(
        "statisticsGolden",
        [
            golden("samples/hr-attrition.csv", ",", "Attrition", HR_CATEGORICAL, HR_NUMERIC),
            golden(
                "test/fixtures/data/german_credit_risk_data.csv",
                ";",
                "Creditability",
                CREDIT_CATEGORICAL,
                CREDIT_NUMERIC,
            ),
        ],
        {"rtol": 1e-8, "atol": 1e-300},
    )


main()
