"""Profiles a CSV with ydata-profiling, to JSON as we do. Usage: ydata_profile.py FILE minimal|full"""

import sys
import warnings

import pandas as pd
from ydata_profiling import ProfileReport

warnings.filterwarnings("ignore")
frame = pd.read_csv(sys.argv[1])
report = ProfileReport(frame, minimal=sys.argv[2] == "minimal", progress_bar=False)
print(len(report.to_json()))
