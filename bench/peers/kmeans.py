"""Peer of the k-means bench: scikit-learn, or with the argument `intelex` scikit-learn-intelex (oneDAL).

Answers the requests of bench/kmeans/serve.ts, one line of JSON each: same float32 rows, same start, same tolerance.
"""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")
if sys.argv[1] == "intelex":
    from sklearnex import patch_sklearn

    patch_sklearn(verbose=False)

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA

rows = None


def answer(request):
    global rows
    ask, k = request["ask"], request["k"]
    if ask == "load":
        rows = np.fromfile(request["rows"], np.float32).reshape(request["n"], request["d"])
        return 0.0, 0
    if ask == "pca":
        return float(PCA(svd_solver="covariance_eigh").fit(rows).explained_variance_[0]), 0
    if ask == "starts":
        model = KMeans(k, n_init=10, random_state=request["seed"]).fit(rows)
    else:
        start = np.fromfile(request["start"], np.float32).reshape(k, request["d"])
        model = KMeans(k, init=start, n_init=1, tol=1e-4, max_iter=300, algorithm="lloyd").fit(rows)
    return float(model.inertia_), int(model.n_iter_)


for line in sys.stdin:
    request = json.loads(line)
    wall, cpu = time.perf_counter(), time.process_time()
    value, iterations = answer(request)
    print(
        json.dumps(
            {
                "seconds": time.perf_counter() - wall,
                "cpuSeconds": time.process_time() - cpu,
                "value": value,
                "iterations": iterations,
                "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        ),
        flush=True,
    )
