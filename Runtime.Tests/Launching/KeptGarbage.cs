namespace HmmGen.Tests.Launching;

/// <summary>Counts the garbage of launches that are kept.</summary>
internal static class KeptGarbage
{
    private const int Launches = 200;
    private const int Counts = 3;
    private const long SmallestObject = 24;
    private static readonly TimeSpan UntilOptimized = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Other tests take threads that are idle, and then a launch makes a thread. And while they call new methods, .NET puts off the compiler that optimizes. So there
    /// are more counts until one finds nothing: for half a minute.
    /// </summary>
    private const int MostCounts = 600;

    /// <summary>Launches until all is as it stays, and then counts.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>
    /// The bytes that this thread has allocated in 200 launches, the least of three counts, or of more while there is something in each. What each launch makes is in
    /// every count. What a process makes once is in one count at most.
    /// </returns>
    public static long OfLaunches(Action launch) => OfLaunches(launch, out _);

    /// <summary>The same.</summary>
    /// <param name="launch">The launch.</param>
    /// <param name="launches">How many launches ran, those before the counts too.</param>
    /// <returns>The bytes.</returns>
    public static long OfLaunches(Action launch, out int launches)
    {
        Repeat(launch);
        launches = Launches;
        long least = long.MaxValue;
        for (int count = 0; count < Counts || (least > 0 && count < MostCounts); count++)
        {
            if (count >= Counts)
            {
                // Code that is not optimized yet makes objects which optimized code does not. In a short run the compiler has not come to it.
                Thread.Sleep(UntilOptimized);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(launch);
            launches += Launches;
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>Whether each launch makes garbage.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>False when one makes none.</returns>
    public static bool IsMadeByEach(Action launch)
    {
        for (int i = 0; i < Launches; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            launch();
            if (GC.GetAllocatedBytesForCurrentThread() == before)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As <see cref="OfLaunches(Action)"/>, where threads share the work. Now and then a lock is contended or a thread is new, which takes an object; a launch takes none.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>How many of the smallest objects each launch makes.</returns>
    public static long OfSharedLaunches(Action launch) => OfLaunches(launch) / (Launches * SmallestObject);

    private static void Repeat(Action launch)
    {
        for (int i = 0; i < Launches; i++)
        {
            launch();
        }
    }
}
