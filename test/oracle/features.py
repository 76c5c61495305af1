"""Expected values for src/engine/features, from scikit-learn, imbalanced-learn, SciPy and statsmodels.

Writes test/fixtures/oracle/features.json. Run with `npm run oracle`, or directly with the oracle environment's Python.
"""

import json
import math
import warnings
from collections import Counter
from pathlib import Path

import imblearn
import numpy as np
import pandas as pd
import scipy
import sklearn
import statsmodels
from imblearn.combine import SMOTEENN
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import EditedNearestNeighbours
from scipy import stats
from sklearn.datasets import make_classification
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.utils.class_weight import compute_sample_weight
from statsmodels.stats.outliers_influence import variance_inflation_factor

TARGET = Path(__file__).parent.parent / "fixtures" / "oracle" / "features.json"


def plain(value):
    """Nested lists of JSON numbers; NaN and infinities as strings."""
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (np.integer, np.bool_)):
        return int(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    return value


def numeric_cases():
    random = np.random.RandomState(0)
    skewed = np.exp(random.normal(size=41))
    holes = random.normal(50, 10, size=40)
    holes[[3, 17, 18, 39]] = np.nan
    columns = {
        "odd count": skewed,
        "even count with missing": holes,
        "constant": np.full(12, 0.1),
        "constant but for rounding": np.full(12, 0.1) + np.array([0, 1] * 6) * 1e-17,
        "far from zero": 1e9 + random.uniform(size=30),
        "repeated values": np.array([3.0, 1, 1, 2, 2, 2, 5, 5]),
        "two values": np.array([1.0, 2.0]),
        "one value": np.array([7.5]),
    }
    cases = []
    for name, values in columns.items():
        matrix = values.reshape(-1, 1)
        imputed = SimpleImputer(strategy="median").fit_transform(matrix)
        indicator = MissingIndicator(features="missing-only").fit_transform(matrix)
        cases.append(
            {
                "name": name,
                "values": plain(values),
                "imputed": plain(imputed.ravel()),
                "scaled": plain(StandardScaler().fit_transform(imputed).ravel()),
                "scaledWithMissing": plain(StandardScaler().fit_transform(matrix).ravel()),
                "indicator": plain(indicator.astype(int).T),
            }
        )
    return cases


def categorical_cases():
    training = {
        "three levels": ["b", "a", "c", "a", "b"],
        "two levels": ["yes", "no", "no", "yes", "yes"],
        "one level": ["only"] * 5,
        "missing seen": ["b", None, "a", "a", "b"],
        "one level and missing": ["x", None, "x", "x", None],
        "code-point order": ["b", "B", "é", "가", "a"],
    }
    applied = {
        "three levels": ["c", "zebra", None, "a"],
        "two levels": ["yes", "zebra", None, "no"],
        "one level": ["only", "zebra", None, "only"],
        "missing seen": ["b", "zebra", None, "a"],
        "one level and missing": ["x", "zebra", None, "x"],
        "code-point order": ["가", "B", "zebra", "a"],
    }
    cases = []
    for name, values in training.items():
        for drop in ("if_binary", None):
            encoder = OneHotEncoder(drop=drop, handle_unknown="ignore", sparse_output=False)
            encoder.fit(np.array(values, dtype=object).reshape(-1, 1))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # unknown levels are the point of these cases
                encoded = encoder.transform(np.array(applied[name], dtype=object).reshape(-1, 1))
            cases.append(
                {
                    "name": name,
                    "drop": drop,
                    "training": values,
                    "applied": applied[name],
                    "names": [str(n) for n in encoder.get_feature_names_out(["x"])],
                    "encoded": plain(encoded),
                }
            )
    return cases


def resampling_data():
    def blobs(counts, columns, seed, separation=1.0):
        X, y = make_classification(
            n_samples=sum(counts),
            n_features=columns,
            n_informative=columns - 1,
            n_redundant=0,
            n_classes=len(counts),
            n_clusters_per_class=1,
            weights=[c / sum(counts) for c in counts],
            class_sep=separation,
            random_state=seed,
        )
        return X, y

    random = np.random.RandomState(5)
    X, y = blobs([60, 14], 4, 1)
    yield "binary", X, y
    X, y = blobs([70, 24, 16], 5, 2, 1.5)
    yield "three classes", X, y
    X, y = blobs([80, 25], 3, 3, 0.3)
    yield "overlapping", X, y
    # Every row of a class twice: distances of zero, all between rows of one class.
    X, y = blobs([40, 10], 4, 4)
    order = random.permutation(2 * len(y))
    yield "duplicated rows", np.vstack([X, X])[order], np.hstack([y, y])[order]
    # Two largest classes of equal size: neither is filled up.
    y = np.array([0] * 20 + [1] * 20 + [2] * 8)
    yield "two largest classes", random.normal(size=(48, 3)) + y.reshape(-1, 1), y
    # Columns far apart in scale: the exact distances decide.
    X, y = blobs([50, 22], 4, 6, 2.0)
    yield "unequal scales", X * np.array([1, 1e4, 1e-3, 10]) + np.array([0, 1e6, 5, 0]), y


def recorded_smote(X, y, k, seed):
    """SMOTE's result with the draws it made: pairs and steps per class, in the order of classes."""
    counts = Counter(y.tolist())
    largest = max(counts.values())
    draws = []
    for label in sorted(counts):
        wanted = largest - counts[label]
        if wanted == 0:
            continue
        random = np.random.RandomState(seed)  # SMOTE seeds its generator anew for every class
        pairs = random.randint(low=0, high=counts[label] * k, size=wanted)
        steps = random.uniform(size=wanted)
        draws.append({"code": label, "pairs": plain(pairs), "steps": plain(steps)})
    rows, codes = SMOTE(k_neighbors=k, random_state=seed).fit_resample(X, y)
    return rows, codes, draws


def resampling_cases():
    cases = []
    for name, X, y in resampling_data():
        rows, codes, draws = recorded_smote(X, y, 5, seed=11)
        case = {
            "name": name,
            "rows": plain(X),
            "codes": plain(y),
            "classCount": int(y.max()) + 1,
            "draws": draws,
            "smote": {"rows": plain(rows), "codes": plain(codes)},
            "enn": [],
        }
        for k, kind, strategy in (
            (3, "all", "auto"),
            (3, "all", "all"),
            (3, "mode", "auto"),
            (4, "mode", "all"),
        ):
            enn = EditedNearestNeighbours(n_neighbors=k, kind_sel=kind, sampling_strategy=strategy)
            _, kept_codes = enn.fit_resample(X, y)
            assert len(set(kept_codes)) == len(set(y)), f"{name}: a class vanished"
            case["enn"].append(
                {
                    "k": k,
                    "kind": kind,
                    "samplingStrategy": "not minority" if strategy == "auto" else "all",
                    "kept": plain(enn.sample_indices_),
                    "codes": plain(kept_codes),
                }
            )
        combined_rows, combined_codes = SMOTEENN(random_state=11).fit_resample(X, y)
        assert len(set(combined_codes)) == len(set(y)), f"{name}: a class vanished"
        case["smoteEnn"] = {"rows": plain(combined_rows), "codes": plain(combined_codes)}
        cases.append(case)
    return cases


def selection_table(random, classes):
    n = 240
    y = random.randint(0, classes, size=n)
    base = random.normal(size=n) + 0.6 * y
    second = random.normal(size=n) - 0.5 * y
    third = random.normal(size=n) + 0.3 * y
    holes = random.normal(size=n) + 0.5 * y
    holes[random.uniform(size=n) < 0.15] = np.nan
    levels = np.array(["a", "b", "c", "d"])
    linked = levels[(y + (random.uniform(size=n) < 0.5) * random.randint(0, 4, size=n)) % 4].astype(object)
    linked[random.uniform(size=n) < 0.05] = None
    columns = {
        "noise": random.normal(size=n),
        "base": base,
        "near base": base + 0.2 * random.normal(size=n),
        "second": second,
        "third": third,
        "sum": base + second + third + 0.3 * random.normal(size=n),
        "constant": np.full(n, 4.0),
        "holes": holes,
        "minus holes": -holes + 0.1 * random.normal(size=n),
        "linked": linked,
        "unlinked": levels[random.randint(0, 4, size=n)].astype(object),
        "two levels": np.where(random.uniform(size=n) < 0.3 + 0.2 * (y > 0), "yes", "no").astype(object),
        "one level": np.full(n, "x", dtype=object),
    }
    return {
        name: np.round(v, 4) if v.dtype.kind == "f" else v for name, v in columns.items()
    }, y


def selection(columns, y, alpha, max_correlation, max_vif):
    """The definition of the selector, with SciPy's tests, pandas' correlations and statsmodels' variance inflation."""
    links = {}
    for position, (name, values) in enumerate(columns.items()):
        frame = pd.DataFrame({"x": values, "y": y}).dropna()
        if frame["x"].nunique() < 2:
            continue
        if values.dtype.kind == "f":
            h, p = stats.kruskal(*[group["x"] for _, group in frame.groupby("y")])
            effect = h / (len(frame) - 1)
        else:
            table = pd.crosstab(frame["x"], frame["y"])
            p = stats.chi2_contingency(table)[1]
            effect = stats.contingency.association(table, method="cramer")
        links[name] = (p, -effect, position)
    kept = [name for name in columns if name in links and links[name][0] <= alpha]
    dropped = []
    numeric = pd.DataFrame({name: columns[name] for name in kept if columns[name].dtype.kind == "f"})
    numeric = numeric.fillna(numeric.median())
    r = numeric.corr().abs()
    pairs = [(a, b) for i, a in enumerate(r) for b in list(r)[i + 1 :] if r.loc[a, b] > max_correlation]
    for a, b in sorted(pairs, key=lambda pair: -r.loc[pair]):
        if a not in dropped and b not in dropped:
            dropped.append(max(a, b, key=lambda name: links[name]))
    remaining = [name for name in numeric if name not in dropped]
    while True:
        matrix = np.column_stack([np.ones(len(y)), numeric[remaining]])
        inflation = [variance_inflation_factor(matrix, j + 1) for j in range(len(remaining))]
        if not inflation or max(inflation) <= max_vif:
            break
        dropped.append(remaining.pop(int(np.argmax(inflation))))
    return {"kept": [name for name in kept if name not in dropped], "redundant": dropped}


def selection_cases():
    cases = []
    for seed, classes in ((1, 2), (2, 3)):
        columns, y = selection_table(np.random.RandomState(seed), classes)
        limits = [(0.05, 0.9, 10), (1e-6, 0.95, 4), (1, 0.7, 2), (0.05, 1, 5)]
        cases.append(
            {
                "classCount": classes,
                "columns": {name: plain(values) for name, values in columns.items()},
                "target": plain(y),
                "selections": [
                    {
                        "alpha": alpha,
                        "maxCorrelation": max_correlation,
                        "maxVif": max_vif,
                        **selection(columns, y, alpha, max_correlation, max_vif),
                    }
                    for alpha, max_correlation, max_vif in limits
                ],
            }
        )
    return cases


def weight_cases():
    cases = []
    for codes in ([0, 0, 0, 1], [0, 1, 2, 2, 2, 1], [0, 0, 2, 2, 2], [1, 1]):
        weights = compute_sample_weight("balanced", np.array(codes))
        cases.append({"codes": codes, "classCount": 3, "weights": plain(weights)})
    return cases


def main():
    document = {
        "tool": "scikit-learn, imbalanced-learn, SciPy, statsmodels",
        "versions": {
            "scikit-learn": sklearn.__version__,
            "imbalanced-learn": imblearn.__version__,
            "scipy": scipy.__version__,
            "statsmodels": statsmodels.__version__,
            "pandas": pd.__version__,
            "numpy": np.__version__,
        },
        "command": "python test/oracle/features.py",
        "tolerance": {"rtol": 1e-12, "atol": 1e-12},
        "cases": {
            "numeric": numeric_cases(),
            "categorical": categorical_cases(),
            "resampling": resampling_cases(),
            "selection": selection_cases(),
            "weights": weight_cases(),
        },
    }
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
