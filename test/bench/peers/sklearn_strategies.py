"""The four strategies with scikit-learn and imbalanced-learn: the same steps, inside the folds.

Usage: sklearn_strategies.py FILE TARGET FOLDS
Selection: chi-square for categories, Kruskal-Wallis for numbers, p <= 0.05.
"""

import sys

import numpy as np
import pandas as pd
from imblearn.combine import SMOTEENN
from imblearn.pipeline import Pipeline
from scipy.stats import chi2_contingency, kruskal
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.preprocessing import OneHotEncoder, StandardScaler


class Selection(TransformerMixin, BaseEstimator):
    def fit(self, frame, target):
        self.kept_ = []
        for name in frame.columns:
            column = frame[name]
            if pd.api.types.is_numeric_dtype(column):
                p = kruskal(*(column[target == label] for label in np.unique(target))).pvalue
            else:
                p = chi2_contingency(pd.crosstab(target, column)).pvalue
            if p <= 0.05:
                self.kept_.append(name)
        return self

    def transform(self, frame):
        return frame[self.kept_]


def encoder():
    return make_column_transformer(
        (StandardScaler(), make_column_selector(dtype_include=np.number)),
        (
            OneHotEncoder(handle_unknown="ignore", drop="if_binary", sparse_output=False),
            make_column_selector(dtype_exclude=np.number),
        ),
    )


file, target, folds = sys.argv[1], sys.argv[2], int(sys.argv[3])
frame = pd.read_csv(file)
labels = frame.pop(target).to_numpy()
positive = pd.Series(labels).value_counts().index[-1]
y = (labels == positive).astype(int)
frame = frame.loc[:, frame.nunique() > 1]

strategies = {
    "base": [],
    "selection": [("select", Selection())],
    "selection+resampling": [("select", Selection()), ("resample", SMOTEENN(random_state=7))],
    "selection+cost-sensitive": [("select", Selection())],
}
for name, steps in strategies.items():
    weight = "balanced" if name.endswith("cost-sensitive") else None
    before = [step for step in steps if step[0] == "select"]
    after = [step for step in steps if step[0] == "resample"]
    pipeline = Pipeline(
        [*before, ("encode", encoder()), *after, ("model", LogisticRegression(max_iter=1000, class_weight=weight))]
    )
    scores = cross_validate(
        pipeline,
        frame,
        y,
        cv=StratifiedKFold(folds, shuffle=True, random_state=7),
        scoring=["roc_auc", "average_precision", "f1", "precision", "recall", "accuracy", "neg_brier_score"],
        error_score="raise",
    )
    print(name, scores["test_roc_auc"].mean())
