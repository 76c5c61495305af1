"""SMOTEENN with imbalanced-learn on a CSV of numbers whose last column is the class.

Usage: imblearn_smoteenn.py FILE THREADS
"""

import sys

import numpy as np
from imblearn.combine import SMOTEENN
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import EditedNearestNeighbours

table = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
threads = int(sys.argv[2])
resampler = SMOTEENN(
    random_state=7,
    smote=SMOTE(random_state=7),
    enn=EditedNearestNeighbours(sampling_strategy="all", n_jobs=threads),
)
X, y = resampler.fit_resample(table[:, :-1], table[:, -1].astype(int))
print(len(X), "rows")
