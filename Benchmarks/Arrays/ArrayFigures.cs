using System.Diagnostics;

namespace HmmGen.Benchmarks.Arrays;

/// <summary>What an array costs that lives shortly or long, in µs.</summary>
/// <param name="Allocate">To allocate one, of many that live.</param>
/// <param name="Fill">To write all elements for the first time.</param>
/// <param name="Dispose">To dispose of it.</param>
/// <param name="Plain">To allocate a C# array of as many elements, of many that live, and to fill it.</param>
/// <param name="Mappings">How many mappings one takes.</param>
internal sealed record ArrayFigures(double Allocate, double Fill, double Dispose, double Plain, double Mappings)
{
    private const int Rounds = 4;

    /// <summary>Measures.</summary>
    /// <param name="mode">How the host shares the arrays.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="count">How many arrays live at the same time.</param>
    /// <returns>The best of several rounds, an array.</returns>
    public static ArrayFigures Measure(HmmHostMode mode, int length, int count)
    {
        HmmSpace space = new(mode);
        ArrayFigures best = new(double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (int round = 0; round < Rounds; round++)
        {
            int before = Mapped();
            HmmArray<float>[] arrays = new HmmArray<float>[count];
            double allocate = Microseconds(count, i => arrays[i] = space.Allocate<float>(length));
            double fill = Microseconds(count, i => arrays[i].AsSpan().Fill(i));
            double mappings = (Mapped() - before) / (double)count;
            double dispose = Microseconds(count, i => arrays[i].Dispose());
            float[][] plain = new float[count][];
            double plainly = Microseconds(count, i =>
            {
                plain[i] = new float[length];
                plain[i].AsSpan().Fill(i);
            });
            GC.KeepAlive(plain);
            best = new ArrayFigures(
                Math.Min(best.Allocate, allocate),
                Math.Min(best.Fill, fill),
                Math.Min(best.Dispose, dispose),
                Math.Min(best.Plain, plainly),
                Math.Min(best.Mappings, mappings));
        }

        return best;
    }

    private static double Microseconds(int count, Action<int> action)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            action(i);
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / count;
    }

    private static int Mapped() => OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/maps").Count() : 0;
}
