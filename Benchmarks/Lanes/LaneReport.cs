// Safety: pointers are into arrays of LaneFigures, whose length is a multiple of the number of lanes.
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using HmmGen.Kernels.Lanes;
using Spectre.Console;

namespace HmmGen.Benchmarks.Lanes;

/// <summary>What mathematical functions cost in lanes.</summary>
internal static unsafe class LaneReport
{
    /// <summary>Measures and prints.</summary>
    public static void Print()
    {
        Table table = new Table().AddColumns("function", "arguments", "loop ns", "lanes ns", "times", "fast ns", "times");
        Add<Exp>(table, -10, 10);
        Add<Sin>(table, -10, 10);
        Add<Cos>(table, -10, 10);
        Add<Sigmoid>(table, -10, 10);
        Add<Log>(table, 0, 100);
        Add<Log2>(table, 0, 100);
        Add<Log10>(table, 0, 100);
        Add<Pow>(table, 0, 100);
        Add<Tan>(table, -10, 10);
        Add<Tanh>(table, -10, 10);
        Add<Sinh>(table, -10, 10);
        Add<Cosh>(table, -10, 10);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("ns an element of 64 Ki; lanes have MathF's bits, fast ones a bound of their own.");
    }

    private static void Add<TFunction>(Table table, float least, float most)
        where TFunction : struct, ILaneFunction
    {
        LaneFigures figures = LaneFigures.Measure(Loop<TFunction>, Groups<TFunction>, FastGroups<TFunction>, least, most);
        table.AddRow(
            typeof(TFunction).Name,
            string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
            Text(figures.Loop),
            Text(figures.Lanes),
            Text(figures.Loop / figures.Lanes),
            Text(figures.Fast),
            Text(figures.Loop / figures.Fast));
    }

    private static string Text(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.00}");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<TFunction>(float* from, float* to, int length)
        where TFunction : struct, ILaneFunction
    {
        for (int i = 0; i < length; i++)
        {
            to[i] = TFunction.Scalar(from[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Groups<TFunction>(float* from, float* to, int length)
        where TFunction : struct, ILaneFunction
    {
        for (int i = 0; i < length; i += LaneMath.Count)
        {
            TFunction.Lanes(Vector256.Load(from + i)).Store(to + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FastGroups<TFunction>(float* from, float* to, int length)
        where TFunction : struct, ILaneFunction
    {
        for (int i = 0; i < length; i += LaneMath.Count)
        {
            TFunction.Fast(Vector256.Load(from + i)).Store(to + i);
        }
    }

    private readonly struct Exp : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Exp(x);
    }

    private readonly struct Sin : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Sin(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Sin(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Sin(x);
    }

    private readonly struct Cos : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Cos(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Cos(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Cos(x);
    }

    private readonly struct Sigmoid : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => 1 / (1 + MathF.Exp(-x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + LaneMath.Exp(-x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => Vector256<float>.One / (Vector256<float>.One + FastLaneMath.Exp(-x));
    }

    private readonly struct Log : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Log(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Log(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Log(x);
    }

    private readonly struct Tanh : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Tanh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Tanh(x);
    }

    private readonly struct Log2 : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Log2(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Log2(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Log2(x);
    }

    private readonly struct Log10 : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Log10(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Log10(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Log10(x);
    }

    private readonly struct Tan : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Tan(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Tan(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Tan(x);
    }

    private readonly struct Sinh : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Sinh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Sinh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Sinh(x);
    }

    private readonly struct Cosh : ILaneFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Cosh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Cosh(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Cosh(x);
    }

    private readonly struct Pow : ILaneFunction
    {
        private const float Power = 2.3f;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Scalar(float x) => MathF.Pow(x, Power);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Lanes(Vector256<float> x) => LaneMath.Pow(x, Vector256.Create(Power));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Fast(Vector256<float> x) => FastLaneMath.Pow(x, Vector256.Create(Power));
    }
}
