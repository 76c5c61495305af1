"""Expected values for src/engine/data, from pandas, PyArrow and Python's codecs.

Writes test/fixtures/oracle/data.json, test/fixtures/data/types.parquet, nested.parquet and numbers.csv.zst. Run with
`npm run oracle data`, or directly with the oracle environment's Python.
"""

import base64
import datetime as dt
import decimal
import io
import json
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

FIXTURES = Path(__file__).parent.parent / "fixtures"
TARGET = FIXTURES / "oracle" / "data.json"


def described(frame):
    """Per column: missing values and either the sum of the numbers or the texts."""
    columns = []
    for position, name in enumerate(frame.columns):
        column = frame.iloc[:, position]
        numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
        columns.append(
            {
                "name": str(name),
                "missing": int(column.isna().sum()),
                "numeric": bool(numeric),
                **(
                    {"sum": repr(float(column.sum()))}
                    if numeric
                    else {"texts": [None if pd.isna(v) else str(v) for v in column]}
                ),
            }
        )
    return {"rows": len(frame), "columns": columns, "duplicates": int(frame.duplicated().sum())}


def csv_case(name, text, encoding="utf-8", **options):
    data = text.encode(encoding) if isinstance(text, str) else text
    frame = pd.read_csv(io.BytesIO(data), encoding=encoding, **options)
    return {"name": name, "bytes": base64.b64encode(data).decode(), **described(frame)}


def csv_cases():
    yield csv_case("comma", "a,b,c\n1,x,0.5\n2,y,1.5\n3,z,-2\n")
    yield csv_case("semicolon", "a;b;c\n1;x, y;0.5\n2;y;1.5\n3;z;-2\n", sep=";")
    yield csv_case("tab", "a\tb\tc\n1\tx\t0.5\n2\ty, z\t1.5\n", sep="\t")
    yield csv_case("pipe", "a|b|c\n1|x|0.5\n2|y|1.5\n", sep="|")
    yield csv_case("decimal comma", "a;b;c\nx;1,5;-3\ny;2,25;4\nz;,5;5\n", sep=";", decimal=",")
    yield csv_case("CRLF and a byte-order mark", "\ufeffa,b\r\n1,x\r\n2,y\r\n", "utf-8")
    yield csv_case(
        "quoted delimiters, quotes and line ends",
        'a,b,c\n1,"x, y","say ""hi"""\n2,"two\nlines",z\n3,"","plain"\n',
    )
    yield csv_case("single quotes", "a,b,c\n1,'x, y',2\n2,'z',3\n3,'w, w',4\n", quotechar="'")
    yield csv_case("no line end at the end", "a,b\n1,x\n2,y")
    yield csv_case("blank lines", "a,b\n\n1,x\n\n\n2,y\n\n")
    yield csv_case(
        "missing values",
        "a,b\n"
        + "".join(
            f"{number},{text}\n"
            for number, text in zip(
                ["1", "", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "#N/A", "n/a", "<NA>", "2"],
                ["x", "", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "#N/A", "n/a", "<NA>", "na"],
            )
        ),
    )
    yield csv_case("infinities", "a,b\n1,x\ninf,y\n-inf,z\n2.5,w\n")
    yield csv_case("scientific notation", "a,b\n1e3,x\n-2.5E-4,y\n.5,z\n7.,w\n+4,v\n")
    yield csv_case("numbers with spaces around", "a,b\n 1,x\n2 ,y\n 3 ,z\n")
    yield csv_case("short rows", "a,b,c\n1,x,2\n2,y\n3\n4,z,5\n")
    yield csv_case("no header", "5.1,3.5,setosa\n4.9,3.0,virginica\n4.7,3.2,setosa\n", header=None, names=["column_1", "column_2", "column_3"])
    yield csv_case("repeated rows", "a,b\n1,x\n1,x\n2,\n2,\n1,x\n3,y\n")
    yield csv_case("names apart by case", "Aa,aA,aa\n1,2,3\n4,5,6\n")
    yield csv_case("awkward names", '"select","a ""b""","c,d",😀,"two\nlines"\n1,2,3,4,5\n6,7,8,9,10\n')
    yield csv_case("one column", "a\n1\n2\n3\n")
    yield csv_case("text that only begins like numbers", "a,b\n12 apples,x\n7,y\n3-4,z\n")


TEXTS = {
    "euc-kr": "이름,나이,도시\n김철수,41,서울\n이영희,35,부산\n똠방각하,28,펲시\n박민수,50,대구 햏햏\n",
    "shift_jis": "名前,年齢,都市\n山田太郎,41,東京都\n鈴木花子,35,大阪府\n佐藤ソース,28,横浜市表示\n",
    "windows-1252": "nom,âge,ville\nRenée Élise,41,Orléans\nFrançois Château,35,Besançon\nNoël Père,28,Genève “déjà” – 5 €\n",
    "utf-16le": "név,kor,város\nÁrpád,41,Győr\nÖdön,35,Pécs 😀\n",
    "utf-16be": "név,kor,város\nÁrpád,41,Győr\nÖdön,35,Pécs 😀\n",
}
CODECS = {"euc-kr": "cp949", "shift_jis": "cp932", "windows-1252": "cp1252", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}


def encoding_cases():
    for label, text in TEXTS.items():
        codec = CODECS[label]
        repeated = text + "".join(text.splitlines(keepends=True)[1:]) * 20
        for mark in [False, True] if label.startswith("utf-16") else [False]:
            data = (("\ufeff" if mark else "") + repeated).encode(codec)
            frame = pd.read_csv(io.StringIO(repeated))
            yield {
                "name": label + (" with a mark" if mark else ""),
                "encoding": label,
                "bytes": base64.b64encode(data).decode(),
                **described(frame),
            }


def cp949_table():
    """Every two-byte code that Python's cp949 knows."""
    codes, text = bytearray(), []
    for lead in range(0x81, 0xFF):
        for trail in range(0x41, 0xFF):
            try:
                character = bytes([lead, trail]).decode("cp949")
            except UnicodeDecodeError:
                continue
            codes += bytes([lead, trail])
            text.append(character)
    return {"bytes": base64.b64encode(bytes(codes)).decode(), "text": "".join(text)}


def write_parquet():
    flat = pa.table(
        {
            "whole": pa.array([1, 2, None, 4], pa.int32()),
            "small": pa.array([1, 2, 3, 4], pa.uint8()),
            "huge": pa.array([2**53 + 1, 1, 2, 3], pa.int64()),
            "fraction": pa.array([0.5, float("nan"), None, 2.0], pa.float32()),
            "money": pa.array([decimal.Decimal("1.25"), None, decimal.Decimal("3.50"), decimal.Decimal("4")], pa.decimal128(10, 2)),
            "flag": pa.array([True, False, None, True]),
            "name": pa.array(["NA", "", None, "z"]),
            "Name": pa.array(["apart", "by", "case", "only"]),
            "level": pa.array(["lo", "hi", "lo", None]).dictionary_encode(),
            "day": pa.array([dt.date(2024, 2, 29), None, dt.date(2023, 1, 1), dt.date(2022, 1, 1)]),
            "moment": pa.array(
                [dt.datetime(2024, 2, 29, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=9))), None, None, None],
                pa.timestamp("us", tz="Asia/Seoul"),
            ),
            "clock": pa.array([dt.time(10, 30), None, None, None], pa.time64("us")),
        }
    )
    pq.write_table(flat, FIXTURES / "data" / "types.parquet", compression="zstd")
    nested = pa.table(
        {
            "id": [1, 2, 3],
            "point": pa.array([{"x": 1, "y": 2.5}, None, {"x": 3, "y": None}]),
            "tags": pa.array([["a", "b"], [], None]),
            "after": ["p", "q", "r"],
        }
    )
    pq.write_table(nested, FIXTURES / "data" / "nested.parquet")


def write_zstd():
    with pa.CompressedOutputStream(str(FIXTURES / "data" / "numbers.csv.zst"), "zstd") as stream:
        stream.write(('a,b\n' + "".join(f'{i},"text {i}, more"\n' for i in range(100))).encode())


def main():
    write_parquet()
    write_zstd()
    wine = pd.read_csv(FIXTURES / "data" / "winequality.csv")
    content = {
        "tool": "pandas",
        "versions": {"python": sys.version.split()[0], "pandas": pd.__version__, "pyarrow": pa.__version__},
        "command": "npm run oracle data",
        "tolerance": {"rtol": 1e-12, "atol": 0},
        "cases": {
            "csv": list(csv_cases()),
            "encodings": list(encoding_cases()),
            "cp949": cp949_table(),
            "windows1252": {
                "text": "".join(bytes([b]).decode("cp1252", "replace") for b in range(256)),
            },
            "winequality": {
                "rows": len(wine),
                "duplicates": int(wine.duplicated().sum()),
                "missing": {name: int(count) for name, count in wine.isna().sum().items()},
                "means": {name: float(value) for name, value in wine.mean(numeric_only=True).items()},
            },
        },
    }
    TARGET.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


main()
