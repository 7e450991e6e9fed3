"""Peer of `bench:inputs`: polars reads a CSV file into memory, with types of its own guess.

Usage: read_csv.py FILE. Prints one line of JSON: seconds, CPU seconds, peak memory in MiB, rows.
"""

import json
import resource
import sys
import time

import polars

begun, cpu = time.perf_counter(), time.process_time()
rows = polars.read_csv(sys.argv[1], try_parse_dates=True).height
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - begun,
            "cpuSeconds": time.process_time() - cpu,
            "peakMiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "rows": rows,
            "polars": polars.__version__,
        }
    )
)
