"""Expected values for src/engine/preparation: every kind of cleaning step, by pandas.

Writes test/fixtures/oracle/preparation.json. Run with `npm run oracle preparation`, or directly with the oracle environment's
Python.
"""

import io
import json
import math
import sys
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "fixtures" / "oracle" / "preparation.json"
HR = ROOT.parent / "samples" / "hr-attrition.csv"

ODD = """id,na"me,select,two words,Größe,한글,día 😀,;--,made
1,ann,10,x,1.5,서울,yes,12,2024-01-03
2,Ann,-1,y,,부산,no,oops,2024-01-04
3,ANN ,10,,2.5,서울,Y,1e3,31/12/2023
3,ANN ,10,,2.5,서울,Y,1e3,31/12/2023
4,bob,999,x,-0.25,,maybe, 7,soon
5,,20,z,4,대구,0,,20240105
6,bob,20,y,,서울,TRUE,0x10,2024-02-29T10:30:00
3,ANN ,10,,2.5,서울,Y,1e3,31/12/2023
7,eve,,x,100,부산,off,-3.25,2023-02-29
"""
# A quote inside a header must be doubled in a file.
ODD = ODD.replace('na"me', '"na""me"')
NAMES = ["id", 'na"me', "select", "two words", "Größe", "한글", "día 😀", ";--", "made"]

TIES = "g,v,t\n1,2,b\n2,1,a\n1,,b\n2,2,\n3,1,a\n,7,\n"


def read(text):
    frame = pd.read_csv(io.StringIO(text))
    return frame


def as_cell(value):
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, float) and math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if hasattr(value, "item"):
        return as_cell(value.item())
    return value


def case(name, source, steps, frame):
    columns = [str(column) for column in frame.columns]
    rows = [[as_cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    return {"name": name, "source": source, "steps": steps, "columns": columns, "rows": rows}


def to_number(column):
    return pd.to_numeric(column.astype("string").str.strip(), errors="coerce").astype(float)


def to_dates(column):
    def one(text):
        if pd.isna(text):
            return pd.NaT
        for form in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y", "%Y%m%d"):
            parsed = pd.to_datetime(text, format=form, errors="coerce")
            if not pd.isna(parsed):
                return parsed
        return pd.NaT

    return pd.Series([one(text) for text in column], dtype="datetime64[ns]")


def to_booleans(column):
    known = {**dict.fromkeys(["yes", "y", "true", "on", "1"], True), **dict.fromkeys(["no", "n", "false", "off", "0"], False)}
    return pd.Series([known.get(str(text).strip().lower()) for text in column], dtype=object)


def cases():
    odd = read(ODD)
    yield case("drop columns", "odd", [{"kind": "dropColumns", "columns": ['na"me', "select", ";--"]}], odd.drop(columns=['na"me', "select", ";--"]))
    yield case("drop duplicate rows", "odd", [{"kind": "dropDuplicateRows"}], odd.drop_duplicates())
    yield case("drop rows without a value", "odd", [{"kind": "dropMissingRows", "columns": ["two words", "한글"]}], odd.dropna(subset=["two words", "한글"]))

    for how in ("mean", "median"):
        filled = odd.copy()
        filled["Größe"] = filled["Größe"].fillna(getattr(filled["Größe"], how)())
        yield case(f"fill with the {how}", "odd", [{"kind": "impute", "column": "Größe", "with": how}], filled)
    filled = odd.copy()
    filled["select"] = filled["select"].fillna(filled["select"].mean())
    yield case("fill whole numbers with the mean", "odd", [{"kind": "impute", "column": "select", "with": "mean"}], filled)
    filled = odd.copy()
    filled["한글"] = filled["한글"].fillna(filled["한글"].mode()[0])
    yield case("fill with the most frequent text", "odd", [{"kind": "impute", "column": "한글", "with": "mode"}], filled)
    filled = odd.copy()
    filled["two words"] = filled["two words"].fillna("it's; --")
    filled["select"] = filled["select"].fillna(-7)
    steps = [
        {"kind": "impute", "column": "two words", "with": {"value": "it's; --"}},
        {"kind": "impute", "column": "select", "with": {"value": -7}},
    ]
    yield case("fill with values", "odd", steps, filled)

    ties = read(TIES)
    for column in ("g", "v", "t"):
        filled = ties.copy()
        filled[column] = filled[column].fillna(filled[column].mode()[0])
        yield case(f"ties of the mode in {column}", "ties", [{"kind": "impute", "column": column, "with": "mode"}], filled)

    cast = odd.copy()
    cast[";--"] = to_number(cast[";--"])
    yield case("texts as numbers", "odd", [{"kind": "cast", "column": ";--", "to": "number"}], cast)
    cast = odd.copy()
    cast["select"] = cast["select"].map(lambda v: None if math.isnan(v) else str(int(v))).astype(object)
    yield case("numbers as text", "odd", [{"kind": "cast", "column": "select", "to": "text"}], cast)
    cast = odd.copy()
    cast["made"] = to_dates(cast["made"])
    yield case("texts as dates", "odd", [{"kind": "cast", "column": "made", "to": "dateTime"}], cast)
    cast = odd.copy()
    cast["día 😀"] = to_booleans(cast["día 😀"])
    yield case("texts as booleans", "odd", [{"kind": "cast", "column": "día 😀", "to": "boolean"}], cast)

    marked = odd.copy()
    marked["select"] = marked["select"].mask(marked["select"].isin([-1, 999]))
    yield case("numbers that mean missing", "odd", [{"kind": "treatAsMissing", "column": "select", "values": ["-1", "999", "n/a"]}], marked)
    marked = odd.copy()
    marked["Größe"] = marked["Größe"].mask(marked["Größe"] == 100)
    yield case("a number that means missing, written otherwise", "odd", [{"kind": "treatAsMissing", "column": "Größe", "values": ["1e2"]}], marked)
    marked = odd.copy()
    marked["día 😀"] = marked["día 😀"].mask(marked["día 😀"].isin(["maybe", "it's"]))
    yield case("texts that mean missing", "odd", [{"kind": "treatAsMissing", "column": "día 😀", "values": ["maybe", "it's"]}], marked)

    merged = odd.copy()
    merged['na"me'] = merged['na"me'].replace({"Ann": "ann", "ANN ": "ann"})
    yield case("spellings", "odd", [{"kind": "mergeSpellings", "column": 'na"me', "spellings": ["Ann", "ANN "], "value": "ann"}], merged)

    chained = odd.copy()
    chained["select"] = chained["select"].mask(chained["select"].isin([-1, 999]))
    chained['na"me'] = chained['na"me'].replace({"Ann": "ann", "ANN ": "ann"})
    chained = chained.drop_duplicates().drop(columns=["id"])
    chained["select"] = chained["select"].fillna(chained["select"].median())
    chained = chained.dropna(subset=["한글"])
    steps = [
        {"kind": "treatAsMissing", "column": "select", "values": ["-1", "999"]},
        {"kind": "mergeSpellings", "column": 'na"me', "spellings": ["Ann", "ANN "], "value": "ann"},
        {"kind": "dropDuplicateRows"},
        {"kind": "dropColumns", "columns": ["id"]},
        {"kind": "impute", "column": "select", "with": "median"},
        {"kind": "dropMissingRows", "columns": ["한글"]},
    ]
    yield case("steps in their order", "odd", steps, chained)

    hr = pd.read_csv(HR)
    young = hr.copy()
    young["Education"] = young["Education"].mask(young["Education"].isin([1, 5]))
    young["Education"] = young["Education"].fillna(young["Education"].mean())
    young = young.drop(columns=["EmployeeNumber"]).drop_duplicates()
    steps = [
        {"kind": "treatAsMissing", "column": "Education", "values": ["1", "5"]},
        {"kind": "impute", "column": "Education", "with": "mean"},
        {"kind": "dropColumns", "columns": ["EmployeeNumber"]},
        {"kind": "dropDuplicateRows"},
    ]
    yield case("a real file", "hr", steps, young)


def main():
    document = {
        "tool": "pandas",
        "versions": {"python": sys.version.split()[0], "pandas": pd.__version__},
        "command": "python test/oracle/preparation.py",
        "tolerance": {"rtol": 1e-12, "atol": 0},
        "cases": {"sources": {"odd": ODD, "ties": TIES}, "cases": list(cases())},
    }
    TARGET.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf8")


main()
