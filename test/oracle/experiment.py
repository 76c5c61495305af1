"""Writes fixtures/oracle/experiment.json: HR attrition cross-validated by scikit-learn and imbalanced-learn.

    python test/oracle/experiment.py

Selection is written out here from SciPy and NumPy, independently of the engine.
"""

import json
import pathlib

import imblearn
import numpy as np
import pandas as pd
import scipy
import sklearn
from imblearn.combine import SMOTEENN
from scipy import stats
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ROOT = pathlib.Path(__file__).parent.parent
OUTPUT = ROOT / "fixtures" / "oracle" / "experiment.json"
UNUSED = ["EmployeeNumber", "Over18", "EmployeeCount", "StandardHours"]
ALPHA, MAX_CORRELATION, MAX_VIF = 0.05, 0.9, 10


def is_numeric(column):
    return pd.api.types.is_numeric_dtype(column)


def select(x, y):
    p = {}
    for name in x:
        if is_numeric(x[name]):
            p[name] = stats.kruskal(*(x[name][y == code] for code in (0, 1))).pvalue
        else:
            p[name] = stats.chi2_contingency(pd.crosstab(x[name], y)).pvalue
    kept = [name for name in x if p[name] <= ALPHA]
    numeric = [name for name in kept if is_numeric(x[name])]
    r = x[numeric].corr().abs()
    pairs = [(r.iloc[i, j], i, j) for i in range(len(numeric)) for j in range(i) if r.iloc[i, j] > MAX_CORRELATION]
    gone = set()
    for _, i, j in sorted(pairs, reverse=True):
        a, b = numeric[i], numeric[j]
        if a not in gone and b not in gone:
            gone.add(max(a, b, key=lambda name: p[name]))
    while True:
        rest = [name for name in numeric if name not in gone]
        vif = np.diag(np.linalg.inv(np.corrcoef(x[rest].to_numpy(float), rowvar=False)))
        if vif.max() <= MAX_VIF:
            break
        gone.add(rest[int(vif.argmax())])
    return [name for name in kept if name not in gone]


def encoder(x):
    return ColumnTransformer([
        ("numeric", StandardScaler(), [name for name in x if is_numeric(x[name])]),
        ("categorical", OneHotEncoder(drop="if_binary", handle_unknown="ignore", sparse_output=False),
         [name for name in x if not is_numeric(x[name])]),
    ])


def model(class_weight=None):
    return LogisticRegression(C=1.0, tol=1e-12, max_iter=10_000, solver="newton-cholesky", class_weight=class_weight)


def area(training, test, y_training, y_test, *, class_weight=None, resampler=None):
    encode = encoder(training).fit(training)
    x, y = encode.transform(training), y_training
    if resampler is not None:
        x, y = resampler.fit_resample(x, y)
    fitted = model(class_weight).fit(x, y)
    return float(roc_auc_score(y_test, fitted.predict_proba(encode.transform(test))[:, 1]))


def main():
    data = pd.read_csv(ROOT.parent / "samples" / "hr-attrition.csv", encoding="utf-8-sig")
    y = (data.pop("Attrition") == "Yes").to_numpy(int)
    x = data.drop(columns=UNUSED)
    fold_of_row = np.zeros(len(y), dtype=int)
    areas = {"base": [], "selection": [], "selection+cost-sensitive": []}
    resampled = np.zeros((10, 5))
    kept = []
    for fold, (training, test) in enumerate(StratifiedKFold(5, shuffle=True, random_state=7).split(x, y)):
        fold_of_row[test] = fold
        xs, ys = (x.iloc[training], x.iloc[test]), (y[training], y[test])
        areas["base"].append(area(*xs, *ys))
        names = select(xs[0], ys[0])
        kept.append(names)
        xs = tuple(part[names] for part in xs)
        areas["selection"].append(area(*xs, *ys))
        areas["selection+cost-sensitive"].append(area(*xs, *ys, class_weight="balanced"))
        for state in range(len(resampled)):
            resampled[state, fold] = area(*xs, *ys, resampler=SMOTEENN(random_state=state))
    means = resampled.mean(axis=1)
    document = {
        "tool": "scikit-learn",
        "versions": {
            "scikit-learn": sklearn.__version__,
            "imbalanced-learn": imblearn.__version__,
            "scipy": scipy.__version__,
            "pandas": pd.__version__,
        },
        "command": "python test/oracle/experiment.py",
        "tolerance": {"rtol": 0, "atol": 1e-6},
        "cases": {
            "unused": UNUSED,
            "foldOfRow": fold_of_row.tolist(),
            "kept": kept,
            "rocAuc": areas,
            "resampledMeanRocAuc": {"mean": float(means.mean()), "std": float(means.std(ddof=1))},
        },
    }
    OUTPUT.write_text(json.dumps(document) + "\n")
    print({name: float(np.mean(values)) for name, values in areas.items()}, document["cases"]["resampledMeanRocAuc"])
    print(*kept, sep="\n")


if __name__ == "__main__":
    main()
