using System.Diagnostics;

namespace HmmGen.Benchmarks.Time;

/// <summary>How long a small piece of work for the thread pool takes while others keep the processors busy.</summary>
/// <param name="Latencies">Milliseconds from the request to its answer, sorted.</param>
/// <param name="Launches">What the others got done.</param>
/// <param name="PoolThreads">The threads of the pool at the end.</param>
internal sealed record ResponseFigures(double[] Latencies, int Launches, int PoolThreads)
{
    private const int Clients = 64;
    private const int Items = 1 << 14;
    private const int Turns = 3_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Measures.</summary>
    /// <param name="neighbour">What runs beside it.</param>
    /// <returns>The figures.</returns>
    public static async Task<ResponseFigures> Measure(Neighbour neighbour)
    {
        long begun = Stopwatch.GetTimestamp();
        bool HasEnded() => Stopwatch.GetElapsedTime(begun) > Time;
        int launches = 0;
        Task[] clients = neighbour == Neighbour.Nothing ? [] : [.. Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            int[] before = new int[Items];
            int[] after = new int[Items];
            while (!HasEnded())
            {
                await Launch(neighbour, before, after);
                Interlocked.Increment(ref launches);

                // The next request is another piece of work for the pool.
                await Task.Yield();
            }
        }))];
        List<double> latencies = [];
        Thread requests = new(() =>
        {
            while (!HasEnded())
            {
                long started = Stopwatch.GetTimestamp();
                Task.Run(LightWork).Wait();
                latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                Thread.Sleep(Pause);
            }
        });
        requests.Start();
        await Task.WhenAll(clients);
        int threads = ThreadPool.ThreadCount;
        requests.Join();
        latencies.Sort();
        return new ResponseFigures([.. latencies], launches, threads);
    }

    private static async Task Launch(Neighbour neighbour, int[] before, int[] after)
    {
        switch (neighbour)
        {
            case Neighbour.AsyncLaunches:
                await Kernels.WorkAsync(HmmDevice.Host, Items, Turns, before, after);
                break;
            case Neighbour.BlockingLaunches:
                Kernels.Work(HmmDevice.Host, Items, Turns, before, after);
                break;
            default:
                Parallel.For(0, Items, i => Kernels.Work(i, Turns, before, after));
                break;
        }
    }

    /// <summary>What another endpoint of a service does: a tenth of a millisecond of work.</summary>
    private static int LightWork()
    {
        int sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            sum += i ^ (sum << 1);
        }

        return sum;
    }
}
