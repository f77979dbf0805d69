// The loops that a C++ programmer writes, over rows [from, to). What the compiler makes of them is the floor for kernels on the host.
// p: the arrays, s: the numbers, in the order that the cases of Host/Cases name them. Each function stays within their lengths.
#include <cmath>
#include <cstdint>

#define LOOP(name) extern "C" void name(long from, long to, void *const *p, [[maybe_unused]] const double *s)
#define IN(type, name, k) const type *__restrict name = static_cast<const type *>(p[k])
#define OUT(type, name, k) type *__restrict name = static_cast<type *>(p[k])

// Row by row of b, the order in which the compiler can use vectors.
LOOP(multiply)
{
    IN(float, a, 0);
    IN(float, b, 1);
    OUT(float, c, 2);
    const long n = static_cast<long>(s[0]);
    for (long i = from; i < to; i++) {
        for (long j = 0; j < n; j++) c[i * n + j] = 0;
        for (long k = 0; k < n; k++) {
            const float x = a[i * n + k];
            for (long j = 0; j < n; j++) c[i * n + j] += x * b[k * n + j];
        }
    }
}

LOOP(transpose)
{
    IN(float, source, 0);
    OUT(float, target, 1);
    const long rows = static_cast<long>(s[0]), columns = static_cast<long>(s[1]);
    for (long i = from; i < to; i++)
        for (long j = 0; j < columns; j++) target[j * rows + i] = source[i * columns + j];
}

LOOP(saxpy)
{
    IN(float, x, 0);
    OUT(float, y, 1);
    const float a = static_cast<float>(s[0]);
    for (long i = from; i < to; i++) y[i] += a * x[i];
}

LOOP(grey)
{
    IN(uint8_t, rgba, 0);
    OUT(uint8_t, grey, 1);
    for (long i = from; i < to; i++)
        grey[i] = static_cast<uint8_t>((77 * rgba[4 * i] + 150 * rgba[4 * i + 1] + 29 * rgba[4 * i + 2]) >> 8);
}

LOOP(sigmoid)
{
    IN(float, x, 0);
    OUT(float, y, 1);
    for (long i = from; i < to; i++) y[i] = 1.0f / (1.0f + expf(-x[i]));
}

static inline float normal(float d)
{
    const float k = 1.0f / (1.0f + 0.2316419f * fabsf(d));
    const float tail = 0.39894228f * expf(-0.5f * d * d)
        * (k * (0.31938153f + k * (-0.356563782f + k * (1.781477937f + k * (-1.821255978f + k * 1.330274429f)))));
    return d > 0 ? 1.0f - tail : tail;
}

LOOP(black_scholes)
{
    IN(float, price, 0);
    IN(float, strike, 1);
    IN(float, years, 2);
    OUT(float, call, 3);
    const float rate = static_cast<float>(s[0]), volatility = static_cast<float>(s[1]);
    for (long i = from; i < to; i++) {
        const float root = sqrtf(years[i]);
        const float d1 = (logf(price[i] / strike[i]) + (rate + 0.5f * volatility * volatility) * years[i]) / (volatility * root);
        const float d2 = d1 - volatility * root;
        call[i] = price[i] * normal(d1) - strike[i] * expf(-rate * years[i]) * normal(d2);
    }
}

LOOP(mandelbrot)
{
    OUT(int32_t, steps, 0);
    const long width = static_cast<long>(s[0]);
    const float scale = static_cast<float>(s[1]);
    const int most = static_cast<int>(s[2]);
    for (long row = from; row < to; row++)
        for (long column = 0; column < width; column++) {
            const float x0 = column * scale - 2.0f, y0 = row * scale - 1.25f;
            float x = 0, y = 0;
            int step = 0;
            while (step < most && x * x + y * y <= 4.0f) {
                const float next = x * x - y * y + x0;
                y = 2.0f * x * y + y0;
                x = next;
                step++;
            }
            steps[row * width + column] = step;
        }
}

LOOP(stencil)
{
    IN(float, source, 0);
    OUT(float, target, 1);
    const long height = static_cast<long>(s[0]), width = static_cast<long>(s[1]);
    for (long row = from; row < to; row++)
        for (long column = 0; column < width; column++) {
            const long at = row * width + column;
            target[at] = row == 0 || row == height - 1 || column == 0 || column == width - 1
                ? source[at]
                : 0.2f * (source[at] + source[at - width] + source[at + width] + source[at - 1] + source[at + 1]);
        }
}

LOOP(convolve)
{
    IN(float, weights, 0);
    IN(float, source, 1);
    OUT(float, target, 2);
    const long width = static_cast<long>(s[0]);
    for (long row = from; row < to; row++)
        for (long column = 0; column < width; column++) {
            float sum = 0;
            for (int y = 0; y < 3; y++)
                for (int x = 0; x < 3; x++) sum += weights[y * 3 + x] * source[(row + y) * (width + 2) + column + x];
            target[row * width + column] = sum;
        }
}

LOOP(distance)
{
    IN(float, rows, 0);
    IN(float, point, 1);
    OUT(float, distances, 2);
    const long width = static_cast<long>(s[0]);
    for (long row = from; row < to; row++) {
        float sum = 0;
        for (long j = 0; j < width; j++) {
            const float difference = rows[row * width + j] - point[j];
            sum += difference * difference;
        }
        distances[row] = sqrtf(sum);
    }
}

LOOP(sum_of_squares)
{
    IN(float, rows, 0);
    OUT(float, sums, 1);
    const long width = static_cast<long>(s[0]);
    for (long row = from; row < to; row++) {
        float sum = 0;
        for (long j = 0; j < width; j++) sum += rows[row * width + j] * rows[row * width + j];
        sums[row] = sum;
    }
}

LOOP(softmax)
{
    IN(float, scores, 0);
    OUT(float, shares, 1);
    const long width = static_cast<long>(s[0]);
    for (long row = from; row < to; row++) {
        float most = scores[row * width], sum = 0;
        for (long j = 1; j < width; j++) most = scores[row * width + j] > most ? scores[row * width + j] : most;
        for (long j = 0; j < width; j++) {
            const float share = expf(scores[row * width + j] - most);
            shares[row * width + j] = share;
            sum += share;
        }
        for (long j = 0; j < width; j++) shares[row * width + j] /= sum;
    }
}

LOOP(dot_of_bytes)
{
    IN(int8_t, rows, 0);
    IN(int8_t, vector, 1);
    OUT(int32_t, dots, 2);
    const long width = static_cast<long>(s[0]);
    for (long row = from; row < to; row++) {
        int32_t sum = 0;
        for (long j = 0; j < width; j++) sum += rows[row * width + j] * vector[j];
        dots[row] = sum;
    }
}

LOOP(assign)
{
    IN(float, points, 0);
    IN(float, means, 1);
    OUT(int32_t, nearest, 2);
    const long width = static_cast<long>(s[0]), centres = static_cast<long>(s[1]);
    for (long point = from; point < to; point++) {
        float least = 3.402823466e+38f;
        int32_t best = 0;
        for (long centre = 0; centre < centres; centre++) {
            float sum = 0;
            for (long d = 0; d < width; d++) {
                const float difference = points[point * width + d] - means[centre * width + d];
                sum += difference * difference;
            }
            if (sum < least) {
                least = sum;
                best = static_cast<int32_t>(centre);
            }
        }
        nearest[point] = best;
    }
}

LOOP(accelerate)
{
    struct body { float x, y, z, mass; };
    IN(body, bodies, 0);
    OUT(float, accelerations, 1);
    const long count = static_cast<long>(s[0]);
    const float softening = static_cast<float>(s[1]);
    for (long i = from; i < to; i++) {
        float x = 0, y = 0, z = 0;
        for (long j = 0; j < count; j++) {
            const float dx = bodies[j].x - bodies[i].x, dy = bodies[j].y - bodies[i].y, dz = bodies[j].z - bodies[i].z;
            const float inverse = 1.0f / sqrtf(dx * dx + dy * dy + dz * dz + softening);
            const float pull = bodies[j].mass * inverse * inverse * inverse;
            x += dx * pull;
            y += dy * pull;
            z += dz * pull;
        }
        accelerations[4 * i] = x;
        accelerations[4 * i + 1] = y;
        accelerations[4 * i + 2] = z;
        accelerations[4 * i + 3] = 0;
    }
}

LOOP(pool)
{
    IN(int32_t, rows, 0);
    IN(float, table, 1);
    OUT(float, pooled, 2);
    const long lookups = static_cast<long>(s[0]), width = static_cast<long>(s[1]);
    for (long bag = from; bag < to; bag++) {
        for (long column = 0; column < width; column++) {
            float sum = 0;
            for (long k = 0; k < lookups; k++) sum += table[rows[bag * lookups + k] * width + column];
            pooled[bag * width + column] = sum;
        }
    }
}

LOOP(gather)
{
    IN(int32_t, index, 0);
    IN(float, table, 1);
    OUT(float, result, 2);
    for (long i = from; i < to; i++) result[i] = table[index[i]];
}

LOOP(sparse)
{
    IN(int32_t, starts, 0);
    IN(int32_t, columns, 1);
    IN(float, values, 2);
    IN(float, x, 3);
    OUT(float, y, 4);
    for (long row = from; row < to; row++) {
        float sum = 0;
        for (long k = starts[row]; k < starts[row + 1]; k++) sum += values[k] * x[columns[k]];
        y[row] = sum;
    }
}

// Without atomics: for one thread only.
LOOP(sum)
{
    IN(float, x, 0);
    OUT(float, sums, 1);
    float sum = sums[0];
    for (long i = from; i < to; i++) sum += x[i];
    sums[0] = sum;
}

LOOP(count)
{
    IN(uint8_t, data, 0);
    OUT(int32_t, counts, 1);
    for (long i = from; i < to; i++) counts[data[i]]++;
}
