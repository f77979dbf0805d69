using System.Diagnostics;

namespace HmmGen.Tests.Child;

/// <summary>The process ends while threads touch absent pages and collections run.</summary>
internal static class Exit
{
    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        HmmDevice device = HmmDevice.Simulated();
        HmmArray<int> array = space.Allocate<int>(1 << 20);
        int rounds = 0;
        Kernels.Add(device, (int)array.Length, 1, array);
        Readers.Start(4, array, value => value >= 1);
        Background(() =>
        {
            GC.Collect();
            Thread.Sleep(1);
        });
        Background(() =>
        {
            Kernels.Add(device, (int)array.Length, 1, array);
            Interlocked.Increment(ref rounds);
        });
        while (Volatile.Read(ref rounds) < 3)
        {
            Thread.Sleep(50);
        }

        Console.WriteLine(Stopwatch.GetTimestamp());
        return ExitCodes.Right;
    }

    private static void Background(Action work) => new Thread(() =>
    {
        while (true)
        {
            work();
        }
    })
    { IsBackground = true }.Start();
}
