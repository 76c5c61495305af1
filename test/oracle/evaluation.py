"""Writes fixtures/oracle/evaluation.json: metrics and curves of scikit-learn, the paired test by SciPy.

    python test/oracle/evaluation.py
"""

import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn import metrics
from sklearn.model_selection import StratifiedKFold, train_test_split

OUTPUT = pathlib.Path(__file__).parent.parent / "fixtures" / "oracle" / "evaluation.json"


def plain(value):
    """JSON has no NaN and no infinity."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(element) for element in value]
    number = float(value)
    if math.isnan(number):
        return "NaN"
    return number if math.isfinite(number) else ("Infinity" if number > 0 else "-Infinity")


def predictions(seed, rows, classes, *, digits=None, skew=1.0):
    rng = np.random.default_rng(seed)
    priors = np.arange(1, classes + 1) ** skew
    codes = rng.choice(classes, size=rows, p=priors / priors.sum())
    codes[:classes] = np.arange(classes)
    logits = rng.normal(size=(rows, classes)) + 1.2 * np.eye(classes)[codes]
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    if digits is not None:
        probabilities = np.round(probabilities, digits)
        probabilities[:, 0] = np.maximum(1 - probabilities[:, 1:].sum(axis=1), 0.05)
        probabilities /= probabilities.sum(axis=1, keepdims=True)
    return codes, probabilities


def undefined_where_missing(function):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return plain(function())
        except (ValueError, UserWarning):
            return "NaN"


def scores(codes, probabilities, threshold):
    classes = probabilities.shape[1]
    labels = list(range(classes))
    binary = classes == 2
    ranked = probabilities[:, 1] if binary else probabilities
    called = (ranked >= threshold).astype(int) if binary else probabilities.argmax(axis=1)
    average = {"average": "binary"} if binary else {"average": "macro", "labels": labels}
    average["zero_division"] = np.nan
    every_class = len(set(codes)) == classes
    return {
        "rocAuc": plain(metrics.roc_auc_score(codes, ranked, **({} if binary else {"multi_class": "ovr"}))) if every_class else "NaN",
        "averagePrecision": (
            undefined_where_missing(lambda: metrics.average_precision_score(codes, ranked)) if binary
            else plain(metrics.average_precision_score(np.eye(classes)[codes], ranked)) if every_class else "NaN"
        ),
        "f1": plain(metrics.f1_score(codes, called, **average)),
        "precision": plain(metrics.precision_score(codes, called, **average)),
        "recall": plain(metrics.recall_score(codes, called, **average)),
        "accuracy": plain(metrics.accuracy_score(codes, called)),
        "balancedAccuracy": plain(metrics.recall_score(codes, called, labels=labels, average="macro", zero_division=np.nan)),
        "brier": plain(metrics.brier_score_loss(codes, ranked, labels=labels)),
        "logLoss": plain(metrics.log_loss(codes, probabilities, labels=labels)),
    }, metrics.confusion_matrix(codes, called, labels=labels).tolist()


def metric_case(name, data, *, threshold=0.5):
    codes, probabilities = data
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values, confusion = scores(codes, probabilities, threshold)
    case = {
        "name": name,
        "classCount": probabilities.shape[1],
        "threshold": threshold,
        "codes": codes.tolist(),
        "probabilities": probabilities.tolist(),
        "metrics": values,
        "confusion": confusion,
    }
    if probabilities.shape[1] == 2 and 0 < codes.sum() < len(codes):
        fpr, tpr, roc_thresholds = metrics.roc_curve(codes, probabilities[:, 1])
        precision, recall, thresholds = metrics.precision_recall_curve(codes, probabilities[:, 1])
        case["roc"] = {"fpr": plain(fpr), "tpr": plain(tpr), "thresholds": plain(roc_thresholds)}
        case["precisionRecall"] = {
            "precision": plain(precision),
            "recall": plain(recall),
            "thresholds": plain(thresholds),
        }
    return case


def constant(positives, negatives, probability):
    codes = np.array([1] * positives + [0] * negatives)
    p = np.full(len(codes), probability)
    return codes, np.column_stack([1 - p, p])


def one_sided(code, rows=6):
    p = np.linspace(0.1, 0.8, rows)
    return np.full(rows, code), np.column_stack([1 - p, p])


def perfect():
    p = np.array([0.0, 0.0, 0.0, 1.0, 1.0])
    return np.array([0, 0, 0, 1, 1]), np.column_stack([1 - p, p])


def confidently_wrong():
    p = np.array([1.0, 0.0, 0.3, 0.6])
    return np.array([0, 1, 0, 1]), np.column_stack([1 - p, p])


def missing_class():
    codes, probabilities = predictions(31, 40, 3)
    codes[codes == 2] = 1
    return codes, probabilities


def never_called():
    codes, probabilities = predictions(32, 60, 3)
    probabilities[:, 2] = 0
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return codes, probabilities


def paired_case(name, a, b, ratio):
    """Nadeau and Bengio (2003), eq. 9: the variance of the mean is (1/n + n2/n1) times the sample variance."""
    difference = np.asarray(a) - np.asarray(b)
    n = len(difference)
    error = math.sqrt((1 / n + ratio) * difference.var(ddof=1))
    t = stats.t(n - 1)
    half = t.ppf(0.975) * error
    return {
        "name": name,
        "a": list(a),
        "b": list(b),
        "testTrainRatio": ratio,
        "difference": float(difference.mean()),
        "interval": [float(difference.mean() - half), float(difference.mean() + half)],
        "pValue": float(2 * t.sf(abs(difference.mean() / error))),
    }


def fold_case(name, codes, k):
    codes = np.asarray(codes)
    classes = codes.max() + 1
    splits = StratifiedKFold(k, shuffle=True, random_state=1).split(codes, codes)
    sizes = [np.bincount(codes[test], minlength=classes).tolist() for _, test in splits]
    return {"name": name, "codes": codes.tolist(), "k": k, "classSizesPerFold": sizes}


def holdout_case(name, codes, share):
    codes = np.asarray(codes)
    _, holdout = train_test_split(codes, test_size=share, stratify=codes, random_state=1)
    return {"name": name, "codes": codes.tolist(), "share": share, "classSizes": np.bincount(holdout).tolist()}


def main():
    rng = np.random.default_rng(8)
    folds_a = np.round(rng.normal(0.82, 0.02, size=10), 6)
    folds_b = np.round(folds_a - rng.normal(0.01, 0.01, size=10), 6)
    document = {
        "tool": "scikit-learn",
        "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
        "command": "python test/oracle/evaluation.py",
        "tolerance": {"rtol": 1e-12, "atol": 1e-15},
        "cases": {
            "metrics": [
                metric_case("two classes", predictions(1, 60, 2)),
                metric_case("two classes, other threshold", predictions(2, 60, 2), threshold=0.31),
                metric_case("two classes, many ties", predictions(3, 80, 2, digits=1)),
                metric_case("two classes, rare positive", predictions(4, 200, 2, skew=-3.0)),
                metric_case("two classes, long", predictions(5, 1500, 2, digits=4)),
                metric_case("all scores equal", constant(3, 5, 0.4)),
                metric_case("all scores equal to the threshold", constant(3, 5, 0.5)),
                metric_case("perfect", perfect()),
                metric_case("confidently wrong", confidently_wrong()),
                metric_case("only positive rows", one_sided(1)),
                metric_case("only negative rows", one_sided(0)),
                metric_case("three classes", predictions(6, 90, 3)),
                metric_case("five classes, ties", predictions(7, 120, 5, digits=1)),
                metric_case("three classes, one without rows", missing_class()),
                metric_case("three classes, one never predicted", never_called()),
            ],
            "paired": [
                paired_case("ten folds", folds_a.tolist(), folds_b.tolist(), 1 / 9),
                paired_case("ten folds, other way", folds_b.tolist(), folds_a.tolist(), 1 / 9),
                paired_case("five folds, no difference", [0.8, 0.82, 0.79, 0.85, 0.81], [0.81, 0.8, 0.8, 0.84, 0.82], 0.25),
                paired_case("two folds", [0.8, 0.82], [0.7, 0.75], 1.0),
            ],
            "folds": [
                fold_case("even", [0, 1] * 25, 5),
                fold_case("uneven", [0] * 33 + [1] * 7 + [2] * 12, 5),
                fold_case("fewest", [0] * 10 + [1] * 3, 3),
            ],
            "holdouts": [
                holdout_case("even", [0, 1] * 25, 0.2),
                holdout_case("uneven", [0] * 33 + [1] * 7 + [2] * 12, 0.2),
                holdout_case("half", [0] * 10 + [1] * 4, 0.5),
            ],
        },
    }
    OUTPUT.write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
