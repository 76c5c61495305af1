"""Writes runs through MLflow until a line arrives on stdin. usage: write_loop.py URI EXPERIMENT_NAME

Prints "ready" when the store is open, and at the end {"runs": n, "metrics": n, "params": n}.
"""

import json
import logging
import os
import sys
import threading
import time

logging.disable(logging.WARNING)

from mlflow import MlflowClient  # noqa: E402
from mlflow.entities import Metric, Param  # noqa: E402


def main():
    uri, name = sys.argv[1:]
    client = MlflowClient(uri, uri)
    experiment_id = client.get_experiment_by_name(name).experiment_id
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
    print("ready", flush=True)
    count = {"runs": 0, "metrics": 0, "params": 0}
    while not stop.is_set():
        run_id = client.create_run(experiment_id, run_name=f"python {count['runs']}").info.run_id
        now = int(time.time() * 1000)
        metrics = [Metric("m", step / 7, now, step) for step in range(5)]
        client.log_batch(run_id, metrics, [Param("p", "1")])
        client.set_terminated(run_id)
        count["runs"] += 1
        count["metrics"] += len(metrics)
        count["params"] += 1
        time.sleep(0.02)  # SQLite's lock is not fair: let the other side have a turn
    print(json.dumps(count), flush=True)


if __name__ == "__main__":
    out = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = os.fdopen(out, "w", encoding="utf-8")
    main()
