"""Peers of the study on `everyday`: how close anybody could come to the planted archetypes on the same matrix.

Usage: everyday.py SCORES.csv K SEED, where each line of SCORES.csv is a planted archetype followed by the customer's
scores. Prints one line of JSON: adjusted Rand indices of k-means by scikit-learn (10 greedy starts, full data) and of
a classifier that was told the truth about other customers (5 folds), the ceiling for any segmentation of this matrix.
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import adjusted_rand_score
from sklearn.model_selection import cross_val_predict

path, k, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
data = np.loadtxt(path, delimiter=",")
truth, scores = data[:, 0].astype(int), data[:, 1:]

clusters = KMeans(n_clusters=k, n_init=10, random_state=seed).fit(scores)
told = cross_val_predict(HistGradientBoostingClassifier(random_state=seed), scores, truth, cv=5)

print(
    json.dumps(
        {
            "sklearn": sklearn.__version__,
            "kmeans_ari": adjusted_rand_score(truth, clusters.labels_),
            "kmeans_inertia": clusters.inertia_,
            "classifier_ari": adjusted_rand_score(truth, told),
            "classifier_accuracy": float(np.mean(told == truth)),
        }
    )
)
