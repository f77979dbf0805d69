namespace HmmGen.Tests.Launching;

/// <summary>Counts the garbage of launches that are kept.</summary>
internal static class KeptGarbage
{
    /// <summary>All launches, those before the counts too.</summary>
    public const int AllLaunches = (1 + Counts) * Launches;

    private const int Launches = 200;
    private const int Counts = 3;

    /// <summary>Launches until all is as it stays, and then counts.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>
    /// The bytes that this thread has allocated in 200 launches, the least of three counts. What each launch makes is in every count. What a process makes once
    /// is in one count at most.
    /// </returns>
    public static long OfLaunches(Action launch)
    {
        Repeat(launch);
        long least = long.MaxValue;
        for (int count = 0; count < Counts; count++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(launch);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void Repeat(Action launch)
    {
        for (int i = 0; i < Launches; i++)
        {
            launch();
        }
    }
}
