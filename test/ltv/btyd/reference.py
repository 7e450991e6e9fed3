"""Values of buy-till-you-die models and of the functions behind them with 40 digits, for rows that doubles find hard.

    python3 test/ltv/btyd/reference.py > test/ltv/btyd/reference.json

Needs mpmath (1.3.0 made the file). Every value is an integral over the unobserved rates, or a series of mpmath, and no
closed form of the papers: an independent witness.
"""

import json
import mpmath as mp

mp.mp.dps = 40


def number(value):
    return float(mp.nstr(value, 17))


def pareto(r, alpha, s, beta, x, tx, T, t):
    r, alpha, s, beta, tx, T, t = map(mp.mpf, (r, alpha, s, beta, tx, T, t))
    R = r + x
    constant = mp.loggamma(R) - mp.loggamma(r) + r * mp.log(alpha) + s * mp.log(beta)
    log_alive = -R * mp.log(alpha + T) - s * mp.log(beta + T)
    # Relative to the alive term, cut into pieces that follow the steepness of the integrand.
    scale = min((alpha + tx) / R, beta + tx)
    pieces = [tx] + [tx + scale * 2**k for k in range(-2, 60) if tx + scale * 2**k < T] + [T]
    dead = mp.quad(lambda y: s * mp.exp(-R * mp.log(alpha + y) - (s + 1) * mp.log(beta + y) - log_alive), pieces) if T > tx else mp.mpf(0)
    p_alive = 1 / (1 + dead)
    # Alive purchases: ∫ R/A · ((B)/(B + y))^s dy.
    A, B = alpha + T, beta + T
    expected = p_alive * R / A * mp.quad(lambda y: (B / (B + y)) ** s, mp.linspace(0, t, 9))
    delta = mp.mpf("0.0027")
    dert = p_alive * R / A * mp.quad(lambda y: mp.exp(-delta * y) * (B / (B + y)) ** s, [0, 1, 10, 100, 1000, 10000, 100000])
    return constant + log_alive + mp.log1p(dead), p_alive, expected, dert


def pareto_chance(r, alpha, s, beta, x, T, t, n):
    """P(n purchases in (T, T + t] | alive at T)."""
    R, A, B = mp.mpf(r) + x, mp.mpf(alpha) + T, mp.mpf(beta) + T
    nb = lambda y: mp.exp(mp.loggamma(R + n) - mp.loggamma(R) - mp.loggamma(n + 1) + R * mp.log(A / (A + y)) + n * mp.log(y / (A + y)))
    return nb(mp.mpf(t)) * (B / (B + t)) ** s + mp.quad(lambda y: s * B**s * (B + y) ** (-s - 1) * nb(y), mp.linspace(0, t, 17))


def beta_geometric(kind, r, alpha, a, b, x, tx, T, t):
    r, alpha, a, b, tx, T, t = map(mp.mpf, (r, alpha, a, b, tx, T, t))
    k = x if kind == "bg-nbd" else x + 1
    R, A = r + x, alpha + T
    constant = mp.loggamma(R) - mp.loggamma(r) + r * mp.log(alpha)
    log_alive = mp.log(mp.beta(a, b + k) / mp.beta(a, b)) - R * mp.log(A)
    log_dead = mp.log(mp.beta(a + 1, b + k - 1) / mp.beta(a, b)) - R * mp.log(alpha + tx) if k > 0 else -mp.inf
    odds = mp.exp(log_dead - log_alive) if k > 0 else mp.mpf(0)
    p_alive = 1 / (1 + odds)
    # E over p ~ Beta(a, b + k) on the axis of logits.
    def integrand(v):
        p = 1 / (1 + mp.exp(-v))
        weight = mp.exp(a * mp.log(p) + (b + k) * mp.log(1 / (1 + mp.exp(v)))) / mp.beta(a, b + k)
        return weight * -mp.expm1(-R * mp.log1p(p * t / A)) / p
    ends = mp.linspace(-120 / min(a, 1), 120, 81)
    return constant + log_alive + mp.log1p(odds), p_alive, p_alive * mp.quad(integrand, ends)


paretos = [
    # r, alpha, s, beta, x, tx, T, t
    (0.553, 10.578, 0.606, 11.669, 300, 2900.0, 3000.0, 365),
    (0.553, 10.578, 0.606, 11.669, 300, 3000.0, 3000.0, 365),
    (0.553, 10.578, 0.606, 11.669, 300, 30.0, 3000.0, 365),
    (0.553, 10.578, 0.606, 11.669, 1500, 2998.0, 3000.0, 90),
    (0.553, 10.578, 0.606, 11.669, 0, 0.0, 3000.0, 365),
    (0.05, 0.2, 0.01, 5000.0, 12, 40.0, 70.0, 26),
    (3.0, 400.0, 24.8, 9587.0, 161, 700.0, 730.0, 180),
    (0.7, 12.0, 1.0, 12.0, 5, 20.0, 39.0, 39),
    (0.7, 1200.0, 0.4, 2.0, 5, 20.0, 39.0, 39),
]
geometrics = [
    ("bg-nbd", 0.243, 4.414, 0.793, 2.426, 300, 2900.0, 3000.0, 365),
    ("bg-nbd", 0.243, 4.414, 1.0, 2.426, 5, 20.0, 39.0, 39),
    ("bg-nbd", 0.243, 4.414, 1.0000001, 2.426, 5, 20.0, 39.0, 39),
    ("bg-nbd", 0.243, 4.414, 0.793, 2.426, 1500, 2998.0, 3000.0, 90),
    ("bg-nbd", 0.243, 0.05, 0.793, 2.426, 0, 0.0, 0.0, 365),
    ("bg-nbd", 0.243, 0.5, 0.3, 0.4, 0, 0.0, 0.1, 40),
    ("bg-nbd", 0.243, 0.5, 1.0, 3.0, 2, 0.1, 0.2, 40),
    ("mbg-nbd", 0.525, 6.183, 0.891, 1.614, 800, 2000.0, 2100.0, 700),
    ("mbg-nbd", 0.525, 6.183, 0.891, 1.614, 0, 0.0, 2100.0, 700),
    ("mbg-nbd", 0.525, 0.02, 1.7, 1.614, 3, 0.5, 1.0, 700),
]
hypergeometrics = [
    (1500.5, 1502.3, 1501.9, 0.5),
    (1500.5, 2.3, 1501.5, 0.9),
    (760.2, 1.606, 761.2, 0.7),
    (300.6, 302.4, 301.2, 0.95),
    (3.5, 900.0, 2.0, 0.3),
    (5000.0, 5003.0, 5001.5, 0.6),
]
integrals = [(0.606, 0.13), (0.606, 1e-6), (24.8, 25.9), (1.0, 1e-3), (64.0, 1e-4), (0.01, 700.0), (-3.0, 0.01), (500.0, 0.5)]
counts = [
    ((0.553, 10.578, 0.606, 11.669), 2, 30.0, 38.86, 39, (0, 1, 2, 5, 20)),
    ((0.553, 10.578, 0.606, 11.669), 300, 2990.0, 3000.0, 365, (0, 1, 10, 36, 60)),
    ((3.0, 400.0, 24.8, 9587.0), 161, 700.0, 730.0, 1400, (0, 30, 150, 200)),
    ((0.5, 2.0, 0.3, 0.5), 900, 100.0, 100.0, 100, (0, 100, 500, 900)),
]

print(json.dumps({
    "command": "python3 test/ltv/btyd/reference.py",
    "mpmath": mp.__version__,
    "pareto": [{"model": row[:4], "history": row[4:7], "t": row[7], "values": [number(v) for v in pareto(*row)]} for row in paretos],
    "betaGeometric": [
        {"kind": row[0], "model": row[1:5], "history": row[5:8], "t": row[8], "values": [number(v) for v in beta_geometric(*row)]}
        for row in geometrics
    ],
    "hypergeometric": [{"at": at, "log": number(mp.log(mp.hyp2f1(*map(mp.mpf, at), maxterms=10**6)))} for at in hypergeometrics],
    "exponentialIntegral": [
        {"s": s, "z": z, "value": number(mp.exp(mp.mpf(z)) * mp.expint(mp.mpf(s), mp.mpf(z)))} for s, z in integrals
    ],
    "paretoCounts": [
        {"model": model, "history": [x, tx, T], "t": t, "n": n, "values": [number(pareto_chance(*model, x, mp.mpf(T), mp.mpf(t), k)) for k in n]}
        for model, x, tx, T, t, n in counts
    ],
}, indent=1))
