"""Prints the run ids that MLflow finds. usage: search_runs.py URI EXPERIMENT_NAME < [{"filter": …, "orderBy": […]}, …]"""

import json
import logging
import os
import sys

logging.disable(logging.WARNING)

from mlflow import MlflowClient  # noqa: E402


def main():
    uri, name = sys.argv[1:]
    client = MlflowClient(uri, uri)
    ids = [client.get_experiment_by_name(name).experiment_id]
    queries = json.load(sys.stdin)
    found = [
        [r.info.run_id for r in client.search_runs(ids, q.get("filter", ""), order_by=q.get("orderBy"))]
        for q in queries
    ]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    out = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = os.fdopen(out, "w", encoding="utf-8")
    main()
    sys.stdout.flush()
