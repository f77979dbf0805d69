#!/usr/bin/env python3
"""Prints the polynomials of Runtime/Kernels/Lanes with their relative errors. Needs nothing but Python."""
import math
import struct
from decimal import Decimal as D, getcontext

getcontext().prec = 60
PI = D("3.14159265358979323846264338327950288419716939937510582097494")


def series(term, step):
    """Sums a power series from its first term."""
    total, n = D(0), 0
    while n < 60:
        total, term, n = total + term, step(term, n), n + 1
    return total


def exp(x):
    return series(D(1), lambda term, n: term * x / (n + 1))


def sin(x):
    return series(x, lambda term, n: -term * x * x / ((2 * n + 2) * (2 * n + 3)))


def cos(x):
    return series(D(1), lambda term, n: -term * x * x / ((2 * n + 1) * (2 * n + 2)))


def tanh(x):
    return (exp(2 * x) - 1) / (exp(2 * x) + 1)


def solve(rows, right):
    """Gauss and Jordan."""
    m = [row + [value] for row, value in zip(rows, right)]
    for i in range(len(m)):
        pivot = max(range(i, len(m)), key=lambda k: abs(m[k][i]))
        m[i], m[pivot] = m[pivot], m[i]
        for k in range(len(m)):
            if k != i:
                factor = m[k][i] / m[i][i]
                m[k] = [a - factor * b for a, b in zip(m[k], m[i])]
    return [row[-1] / row[i] for i, row in enumerate(m)]


def value(c, x):
    return sum((a * x ** j if j else a) for j, a in enumerate(c))


def interpolated(f, low, high, n):
    """The polynomial through the Chebyshev nodes: near the best one."""
    nodes = [(low + high) / 2 + (high - low) / 2 * D(math.cos(math.pi * (2 * i + 1) / (2 * n))) for i in range(n)]
    return solve([[x ** j if j else D(1) for j in range(n)] for x in nodes], [f(x) for x in nodes])


def best_sine(n, end):
    """The best z * p(z) + 1 for sin(x) / x with z = x * x, by Remez's exchanges."""
    def g(z):
        return sin(z.sqrt()) / z.sqrt()
    points = [end * (1 - D(math.cos(math.pi * (2 * i + 1) / (2 * (n + 1))))) / 2 for i in range(n + 1)]
    grid = [end * D(i) / 1500 for i in range(1, 1501)]
    c = []
    for _ in range(5):
        c = solve([[z ** (j + 1) for j in range(n)] + [(-1) ** i * g(z)] for i, z in enumerate(points)], [g(z) - 1 for z in points])[:n]
        errors = [(1 + z * value(c, z) - g(z)) / g(z) for z in grid]
        found = []
        for z, error in zip(grid, errors):
            if found and (error > 0) == (found[-1][1] > 0):
                found[-1] = max(found[-1], (z, error), key=lambda pair: abs(pair[1]))
            else:
                found.append((z, error))
        points = [z for z, _ in found[-(n + 1):]]
    return c


def show(name, c, single, low, high, error):
    stored = [struct.unpack("f", struct.pack("f", float(a)))[0] if single else float(a) for a in c]
    worst = max(error([D(a) for a in stored], low + (high - low) * D(i) / 1001) for i in range(1, 1001))
    print(f"{name}: {stored}, error 2^{math.log2(worst):.1f}")


half = D(2).ln() / 2
quarter = (PI / 4) ** 2


def exp_rest(r):
    return (exp(r) - 1 - r) / (r * r) if abs(r) > D("1e-15") else D("0.5")


def log_rest(f):
    return ((1 + f).ln() - f + f * f / 2) / f ** 3


for single, n in ((False, 7), (True, 5)):
    show("exp = 1 + r + r^2 p(r)", interpolated(exp_rest, -half, half, n), single, -half, half,
         lambda c, r: abs((1 + r + r * r * value(c, r)) / exp(r) - 1))
show("sin = r + r^3 p(r^2), best", best_sine(3, quarter), False, D(0), quarter, lambda c, z: abs((1 + z * value(c, z)) * z.sqrt() / sin(z.sqrt()) - 1))
show("cos = 1 + r^2 p(r^2)", interpolated(lambda z: (cos(z.sqrt()) - 1) / z, D(0), quarter, 5), False, D(0), quarter,
     lambda c, z: abs((1 + z * value(c, z)) / cos(z.sqrt()) - 1))
low, high = D(2).sqrt() / 2 - 1, D(2).sqrt() - 1
show("log = f - f^2 / 2 + f^3 p(f)", interpolated(log_rest, low, high, 9), True, low, high, lambda c, f: abs((f - f * f / 2 + f ** 3 * value(c, f)) / (1 + f).ln() - 1))
near = D("0.890625") ** 2
show("tanh = r + r^3 p(r^2)", interpolated(lambda z: (tanh(z.sqrt()) / z.sqrt() - 1) / z, D(0), near, 8), True, D(0), near,
     lambda c, z: abs((1 + z * value(c, z)) * z.sqrt() / tanh(z.sqrt()) - 1))


def rounded(number):
    return struct.unpack("f", struct.pack("f", float(number)))[0]


def shortest(number):
    return next(text + "f" for digits in range(1, 12) if rounded(float(text := f"{number:.{digits}g}")) == number)


def show_table(name, numbers):
    print(f"{name}:")
    for i in range(0, len(numbers), 8):
        print("    " + ", ".join(shortest(number) for number in numbers[i:i + 8]) + ",")


def show_powers(count, slope):
    """Powers of two and their slopes. The upper part of a slope has so few bits that products with others of 11 bits are exact."""
    powers = [D(2) ** (D(i) / count) for i in range(count)]
    uppers = [D(int((power * slope * 256).to_integral_value())) / 256 for power in powers]
    show_table("powers of two", [rounded(power) for power in powers])
    show_table("their rests", [rounded(power - D(rounded(power))) for power in powers])
    show_table("slopes", [rounded(upper) for upper in uppers])
    show_table("their rests", [rounded(power * slope - upper) for power, upper in zip(powers, uppers)])


turn = 1 / D(2).ln()
print(f"1 / ln 2 = {shortest(rounded(turn))} + {shortest(rounded(turn - D(rounded(turn))))}")

# The library's coefficient of the first degree, and the exact one.
show_powers(32, D(0.6931471806916203))
show_powers(8, 1 / turn)
part = D("1.0001") / 16
show("2^r = 1 + r ln 2 + r^2 p(r)", interpolated(lambda r: exp_rest(r / turn) / turn ** 2, -part, part, 4), True, -part, part,
     lambda c, r: abs((1 + r / turn + r * r * value(c, r)) / exp(r / turn) - 1))
