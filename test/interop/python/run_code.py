"""Runs Python texts given as JSON on standard input ({id: text}) and prints the table that each one makes, as JSON."""

import datetime
import json
import math
import sys
import traceback


def plain(value):
    """A cell as JSON has it; what is missing or not a number is null."""
    if value is None:
        return None
    if hasattr(value, "item") and not isinstance(value, (datetime.date, datetime.datetime)):
        value = value.item()
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return None if str(value) == "NaT" else value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else (None if math.isnan(value) else str(value))
    if isinstance(value, (bool, int, str)):
        return value
    return None if type(value).__name__ in ("NAType", "NaTType") else str(value)


def table(result):
    """Columns and rows of a pandas or polars table; a named or grouped index becomes the first column."""
    if type(result).__module__.startswith("pandas"):
        import pandas as pd

        if isinstance(result, pd.Series):
            return {"columns": [str(k) for k in result.index], "rows": [[plain(v) for v in result]]}
        if not isinstance(result.index, pd.RangeIndex) and result.index.name is not None:
            result = result.reset_index()
        rows = list(zip(*(result.iloc[:, j].tolist() for j in range(result.shape[1]))))
        return {"columns": [str(c) for c in result.columns], "rows": [[plain(v) for v in r] for r in rows]}
    return {"columns": result.columns, "rows": [[plain(v) for v in row] for row in result.rows()]}


def run(text):
    scope = {}
    try:
        exec(compile(text, "<copied code>", "exec"), scope)
        return table(scope["result"] if "result" in scope else scope["data"])
    except Exception:
        return {"error": traceback.format_exc(), "text": text}


json.dump({name: run(text) for name, text in json.load(sys.stdin).items()}, sys.stdout)
