namespace HmmGen.Tests.Child;

/// <summary>Threads that allocate all the time, so that collections of every generation run beside what is tested; none ends.</summary>
internal static class Garbage
{
    /// <summary>Starts two threads.</summary>
    public static void Start()
    {
        Start(random => GC.KeepAlive(new byte[random.Next(200_000)]));
        Start(random =>
        {
            // What lies on a heap page that was an array's before must be zero, or what was written to it.
            long[] pinned = GC.AllocateArray<long>(random.Next(1, 20_000), pinned: true);
            if (pinned.AsSpan().IndexOfAnyExcept(0) >= 0)
            {
                Environment.FailFast("a new array is not zero");
            }

            pinned.AsSpan().Fill(-1);
            if (pinned.AsSpan().IndexOfAnyExcept(-1) >= 0)
            {
                Environment.FailFast("a new array does not keep what is written to it");
            }

            if (random.Next(50) == 0)
            {
                GC.Collect();
            }
        });
    }

    private static void Start(Action<Random> work)
    {
        Random random = new(1);
        new Thread(() =>
        {
            while (true)
            {
                work(random);
            }
        })
        { IsBackground = true }.Start();
    }
}
