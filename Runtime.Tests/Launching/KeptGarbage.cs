namespace HmmGen.Tests.Launching;

/// <summary>Counts the garbage of launches that are kept.</summary>
internal static class KeptGarbage
{
    /// <summary>The launches whose garbage is counted.</summary>
    public const int Launches = 200;

    /// <summary>All launches, with those before.</summary>
    public const int AllLaunches = 2 * Launches;

    /// <summary>Launches until all is as it stays, and then counts.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>The bytes that this thread has allocated in all of the launches that count.</returns>
    public static long OfLaunches(Action launch)
    {
        Repeat(launch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(launch);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Repeat(Action launch)
    {
        for (int i = 0; i < Launches; i++)
        {
            launch();
        }
    }
}
