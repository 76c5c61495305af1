"""Writes fixtures/oracle/models.json: coefficients of scikit-learn's logistic regression.

    python test/oracle/models.py
"""

import json
import pathlib
import warnings

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

warnings.filterwarnings("error")
OUTPUT = pathlib.Path(__file__).parent.parent / "fixtures" / "oracle" / "models.json"


def problem(seed, rows, columns, classes, *, noise=1.0, one_hot=0):
    rng = np.random.default_rng(seed)
    x = np.round(rng.normal(size=(rows, columns)), 4)
    if one_hot:
        x = np.hstack([x, np.eye(one_hot)[rng.integers(one_hot, size=rows)]])
    logits = x @ rng.normal(size=(x.shape[1], classes)) + noise * rng.gumbel(size=(rows, classes))
    y = logits.argmax(axis=1)
    y[:classes] = np.arange(classes)
    return x, y


def separated():
    x = np.array([[-3, 1], [-2, 0], [-2.5, 2], [-1, 1], [1, 0], [2, 1], [2.5, 2], [3, 0]], dtype=float)
    return x, np.array([0, 0, 0, 0, 1, 1, 1, 1])


def case(name, data, *, c=1.0, weights=None):
    x, y = data
    fits = {}
    for solver in ("newton-cholesky", "newton-cg"):
        model = LogisticRegression(C=c, tol=1e-12, max_iter=100_000, solver=solver)
        try:
            fits[solver] = model.fit(x, y, sample_weight=weights)
        except (RuntimeWarning, sklearn.exceptions.ConvergenceWarning) as warning:
            print(f"{name}: {solver} did not reach 1e-12 ({str(warning).splitlines()[0]})")
        except Exception as error:  # scipy's line search warns in the last digits
            print(f"{name}: {solver}: {error}")
    model = fits.get("newton-cholesky") or fits["newton-cg"]
    if len(fits) == 2:
        a, b = fits.values()
        assert np.abs(a.coef_ - b.coef_).max() < 1e-6, (name, np.abs(a.coef_ - b.coef_).max())
    intercepts = model.intercept_
    if len(intercepts) > 1:
        intercepts = intercepts - intercepts.mean()
    return {
        "name": name,
        "c": c,
        "classCount": int(y.max() + 1),
        "rows": x.tolist(),
        "codes": y.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "coefficients": model.coef_.tolist(),
        "intercepts": intercepts.tolist(),
        "probabilities": model.predict_proba(x[:10]).tolist(),
    }


def main():
    rng = np.random.default_rng(5)
    cases = [
        case("binary", problem(1, 80, 4, 2)),
        case("binary, weak penalty", problem(2, 80, 4, 2), c=100.0),
        case("binary, one-hot columns", problem(3, 120, 3, 2, one_hot=6), c=0.5),
        case("binary, weighted", problem(4, 80, 4, 2), weights=np.round(rng.uniform(0, 4, size=80), 3)),
        case("binary, some weights zero", problem(4, 40, 3, 2), weights=np.arange(40) % 3 * 1.0),
        case("three classes", problem(6, 120, 4, 3)),
        case("three classes, weighted", problem(7, 90, 3, 3, one_hot=4), c=3.0, weights=np.round(rng.uniform(0.1, 3, size=90), 3)),
        case("five classes", problem(8, 150, 5, 5), c=10.0),
        case("wide", problem(9, 20, 60, 2)),
        case("wide, three classes", problem(10, 24, 50, 3)),
        case("wider than a Hessian is formed", problem(11, 30, 450, 2)),
        case("separated", separated()),
        case("separated, weak penalty", separated(), c=1e4),
    ]
    document = {
        "tool": "scikit-learn",
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "command": "python test/oracle/models.py",
        "tolerance": {"rtol": 0, "atol": 1e-6},
        "cases": cases,
    }
    OUTPUT.write_text(json.dumps(document) + "\n")


if __name__ == "__main__":
    main()
