"""Reads a CSV with polars and describes it. Usage: polars_describe.py FILE"""

import sys

import polars as pl

frame = pl.read_csv(sys.argv[1])
print(frame.describe())
