"""Writes fixtures/oracle/targetStatistics.json: SciPy's, statsmodels', scikit-posthocs' and scikit-learn's answers about groups,
2x2 tables, normality and single columns against a target.

    python test/oracle/targetStatistics.py
"""

import itertools
import sys
import warnings

from fixture import TEST, write_fixture

# statistics.py beside this file would hide the module of the standard library from seaborn.
sys.path.remove(str(TEST / "oracle"))

import numpy as np
import pandas as pd
import scikit_posthocs
import scipy
import sklearn
import statsmodels
from scipy import special, stats
from sklearn import metrics
from statsmodels.stats.diagnostic import normal_ad
from statsmodels.stats.oneway import anova_oneway
from statsmodels.stats.outliers_influence import variance_inflation_factor
from statsmodels.tools import add_constant

warnings.filterwarnings("ignore")
np.seterr(all="ignore")


def fisher():
    tables = [
        [[8, 2], [1, 5]],
        [[3, 1], [1, 3]],
        [[0, 6], [7, 1]],
        [[10, 0], [0, 12]],
        [[1, 9], [11, 3]],
        [[2, 400], [9, 380]],
        [[3, 40000], [12, 41000]],
        [[120, 80], [75, 130]],
        [[1, 1], [1, 1]],
        [[50021, 49890], [49950, 50200]],
        [[4, 9999996], [1, 9999999]],
        [[500, 60], [60, 500]],
    ]
    return [
        {
            "observed": table,
            "oddsRatio": stats.fisher_exact(table).statistic,
            **{
                name: stats.fisher_exact(table, alternative=alternative).pvalue
                for name, alternative in (("twoSided", "two-sided"), ("less", "less"), ("greater", "greater"))
            },
        }
        for table in tables
    ]


def grouped_samples():
    rng = np.random.default_rng(5)
    yield rng.normal(size=30).round(3), rng.integers(0, 2, 30)
    yield rng.integers(0, 5, 60).astype(float), rng.integers(0, 3, 60)
    yield rng.exponential(size=80).round(2), np.repeat([0, 1, 2, 3], [3, 5, 12, 60])
    yield np.r_[rng.normal(0, 1, 70), rng.normal(1.2, 4, 50)].round(3), np.repeat([0, 1], [70, 50])
    yield (1e9 + rng.normal(size=50)).round(3), rng.integers(0, 4, 50)
    yield np.r_[rng.normal(0, 1, 400), rng.normal(0.5, 2, 30), rng.normal(5, 0.5, 40)].round(3), np.repeat([0, 1, 2], [400, 30, 40])


def groups():
    cases = []
    for values, codes in grouped_samples():
        parts = [values[codes == code] for code in range(codes.max() + 1)]
        welch = anova_oneway(parts, use_var="unequal")
        median, mean = stats.levene(*parts, center="median"), stats.levene(*parts, center="mean")
        frame = pd.DataFrame({"value": values, "group": codes})
        pairs = list(itertools.combinations(range(len(parts)), 2))

        def dunn(adjust):
            table = scikit_posthocs.posthoc_dunn(frame, val_col="value", group_col="group", p_adjust=adjust)
            return [table.loc[a, b] for a, b in pairs]

        cases.append(
            {
                "values": values,
                "groups": codes,
                "groupCount": len(parts),
                "welch": [welch.statistic, *welch.df, welch.pvalue],
                "brownForsythe": [median.statistic, median.pvalue],
                "levene": [mean.statistic, mean.pvalue],
                "dunn": dunn(None),
                "dunnHolm": dunn("holm"),
            }
        )
    return cases


def anderson():
    rng = np.random.default_rng(23)
    samples = [
        *(rng.normal(size=n).round(4) for n in (8, 9, 20, 50, 200, 1000)),
        *(rng.exponential(size=n).round(4) for n in (8, 20, 50, 200)),
        rng.uniform(size=60).round(3),
        rng.integers(0, 10, 300).astype(float),
        rng.normal(1e6, 1, size=2000).round(2),
        np.arange(1.0, 9.0),
        np.r_[np.zeros(60), 1e4 + np.arange(3.0)],
    ]
    cases = []
    for values in samples:
        statistic, p = normal_ad(values)
        cases.append({"values": values, "statistic": stats.anderson(values).statistic, "adStatistic": statistic, "pValue": p})
    return cases


def log_survival():
    return [[x, stats.norm.logsf(x)] for x in (-40, -9, -3, -1, -0.5, 0, 0.5, 3, 10, 29, 30.5, 38, 100, 1e4)]


def labels_of(table):
    """One level and one class per row of the data behind a table."""
    levels, classes = [], []
    for i, row in enumerate(table):
        for j, count in enumerate(row):
            levels += [i] * count
            classes += [j] * count
    return levels, classes


def information():
    rng = np.random.default_rng(41)
    tables = [
        [[30, 10], [10, 30]],
        [[12, 3, 5], [2, 9, 1], [7, 7, 7]],
        [[5, 0], [0, 5], [4, 1]],
        rng.integers(0, 6, (40, 2)).tolist(),
        rng.integers(0, 3, (200, 3)).tolist(),
        rng.integers(1000, 3000, (10, 2)).tolist(),
        [[400, 0], [0, 100]],
    ]
    cases = []
    for table in tables:
        table = [row for row in table if sum(row) > 0]
        levels, classes = labels_of(table)
        case = {
            "counts": table,
            "mutualInformation": metrics.mutual_info_score(levels, classes),
            "adjusted": metrics.adjusted_mutual_info_score(levels, classes, average_method="min"),
        }
        shares = np.array(table, float)
        if shares.shape[1] == 2:
            shares[shares == 0] = 0.5
            a, b = shares[:, 0] / np.array(table)[:, 0].sum(), shares[:, 1] / np.array(table)[:, 1].sum()
            case["informationValue"] = np.sum((a - b) * np.log(a / b))
            if (np.array(table) > 0).all():
                case["informationValue"] = np.sum(special.rel_entr(a, b) + special.rel_entr(b, a))
        cases.append(case)
    return cases


def curves():
    rng = np.random.default_rng(19)
    cases = []
    for values in (rng.normal(size=60).round(1), rng.integers(0, 4, 80).astype(float), np.arange(30.0)):
        classes = (rng.uniform(size=len(values)) < 0.4).astype(int)
        cases.append({"values": values, "classes": classes, "auc": metrics.roc_auc_score(classes, values)})
    return cases


def left_out():
    """The AUC of leave-one-out target rates, pair by pair, over rows of different levels; same levels tie."""
    rng = np.random.default_rng(29)
    cases = []
    for size, levels in ((40, 4), (90, 30), (60, 60)):
        level = rng.integers(0, levels, size)
        y = (rng.uniform(size=size) < 0.2 + 0.5 * (level % 3 == 0)).astype(int)
        frame = pd.DataFrame({"level": level, "y": y})
        grouped = frame.groupby("level")["y"]
        score = (grouped.transform("sum") - y + y.mean()) / grouped.transform("count")
        won = 0.0
        for i in np.flatnonzero(y == 1):
            for j in np.flatnonzero(y == 0):
                won += 0.5 if level[i] == level[j] else metrics.roc_auc_score([1, 0], [score[i], score[j]])
        counts = pd.crosstab(level, y).to_numpy()
        cases.append({"counts": counts, "auc": won / (y.sum() * (1 - y).sum())})
    return cases


def tenths(values):
    """Ten bins by rank; equal values share the bin of the first of them."""
    values = np.asarray(values, float)
    return np.minimum((stats.rankdata(values, "min") - 1) * 10 // len(values), 9).astype(int)


def companions(parts):
    anova, spread = stats.f_oneway(*parts), stats.levene(*parts, center="median")
    welch = anova_oneway(parts, use_var="unequal")
    n, k = sum(map(len, parts)), len(parts)
    return {
        "anova": [anova.statistic, k - 1, n - k, anova.pvalue],
        "welch-anova": [welch.statistic, *welch.df, welch.pvalue],
        "brown-forsythe": [spread.statistic, k - 1, n - k, spread.pvalue],
    }


def dunn_pairs(frame, value, group):
    table = scikit_posthocs.posthoc_dunn(frame, val_col=value, group_col=group, p_adjust="holm")
    return [[a, b, table.loc[a, b]] for a, b in itertools.combinations(table.columns, 2)]


def attrition():
    """Columns of samples/hr-attrition.csv against three targets: two classes, six classes, a number."""
    path = TEST.parent / "samples" / "hr-attrition.csv"
    frame = pd.read_csv(path, encoding="utf-8-sig")
    left = (frame["Attrition"] == "Yes").astype(int)
    binary = {}
    for column in ("Age", "MonthlyIncome", "YearsAtCompany"):
        bins = tenths(frame[column])
        auc = metrics.roc_auc_score(left, frame[column])
        counts = np.array(pd.crosstab(bins, left), float)
        counts[counts == 0] = 0.5
        a, b = counts[:, 0] / (left == 0).sum(), counts[:, 1] / (left == 1).sum()
        statistic, p = normal_ad(frame[column].to_numpy(float))
        binary[column] = {
            **companions([frame[column][left == code].to_numpy(float) for code in (0, 1)]),
            "auc": max(auc, 1 - auc),
            "informationValue": np.sum((a - b) * np.log(a / b)),
            "mutualInformation": metrics.adjusted_mutual_info_score(bins, left, average_method="min"),
            "anderson": [statistic, p],
        }
    for column in ("OverTime", "JobRole"):
        counts = pd.crosstab(frame[column], left).to_numpy(float)
        a, b = counts[:, 0] / counts[:, 0].sum(), counts[:, 1] / counts[:, 1].sum()
        binary[column] = {
            "informationValue": np.sum((a - b) * np.log(a / b)),
            "mutualInformation": metrics.adjusted_mutual_info_score(frame[column], left, average_method="min"),
        }
    income = frame["MonthlyIncome"].to_numpy(float)
    return {
        "binary": binary,
        "classes": {
            "companions": companions([part.to_numpy(float) for _, part in frame.groupby("EducationField")["Age"]]),
            "pairs": dunn_pairs(frame, "Age", "EducationField"),
        },
        "number": {
            "companions": companions([part.to_numpy(float) for _, part in frame.groupby("JobRole")["MonthlyIncome"]]),
            "pairs": dunn_pairs(frame, "MonthlyIncome", "JobRole"),
            "pearson": [*stats.pearsonr(frame["Age"], income)],
            "mutualInformation": metrics.adjusted_mutual_info_score(
                tenths(frame["Age"]), tenths(income), average_method="min"
            ),
            "bins": [
                [part["Age"].min(), len(part), *np.quantile(part["MonthlyIncome"], [0.25, 0.5, 0.75]), part["MonthlyIncome"].mean()]
                for _, part in frame.groupby(tenths(frame["Age"]))
            ],
        },
    }


def inflation_steps():
    """Drops the column with the largest variance inflation until none exceeds the limit."""
    rng = np.random.default_rng(37)
    base = rng.normal(size=(80, 4))
    data = np.c_[base, base[:, 0] + 0.3 * rng.normal(size=80), base[:, :3] @ [1, 1, -2] + 0.1 * rng.normal(size=80)]
    left, steps = list(range(data.shape[1])), []
    while True:
        design = add_constant(data[:, left])
        vif = [variance_inflation_factor(design, j + 1) for j in range(len(left))]
        worst = int(np.argmax(vif))
        if vif[worst] <= 5:
            return {"correlation": np.corrcoef(data.T), "limit": 5, "steps": steps, "kept": left}
        steps.append([left.pop(worst), vif[worst]])


def main():
    write_fixture(
        "targetStatistics",
        "scipy, statsmodels, scikit-posthocs, scikit-learn",
        {
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
            "scikit-posthocs": scikit_posthocs.__version__,
            "scikit-learn": sklearn.__version__,
            "numpy": np.__version__,
        },
        {"rtol": 1e-8, "atol": 1e-12},
        {
            "fisher": fisher(),
            "groups": groups(),
            "anderson": anderson(),
            "logSurvival": log_survival(),
            "information": information(),
            "curves": curves(),
            "leftOut": left_out(),
            "inflationSteps": inflation_steps(),
            "attrition": attrition(),
        },
        whole=int,
    )


main()
