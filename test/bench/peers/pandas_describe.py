"""Reads a CSV with pandas and describes all columns. Usage: pandas_describe.py FILE"""

import sys

import pandas as pd

frame = pd.read_csv(sys.argv[1])
print(frame.describe(include="all"))
print(frame.isna().sum(), frame.duplicated().sum())
