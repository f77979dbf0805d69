using System.Globalization;

namespace HmmGen.Memory;

/// <summary>Counts the mappings under this process's arrays: Linux allows a limited number, and the .NET runtime ends the process when it gets none.</summary>
internal static class MappingBudget
{
    private const string LimitFile = "/proc/sys/vm/max_map_count";
    private const long UsualLimit = 65530;
    private const int MostWaits = 100;
    private static readonly long Most = ReadLimit() / 12 * 11;
    private static long _taken;

    /// <summary>Takes mappings; collects garbage first if none are left.</summary>
    /// <param name="count">The number of mappings.</param>
    /// <param name="advice">What the user can do when there are no more.</param>
    /// <exception cref="HmmOutOfMemoryException">There are no more.</exception>
    public static void Take(int count, string advice = Advice)
    {
        if (TryTake(count))
        {
            return;
        }

        // Unreachable arrays hold mappings too.
        GC.Collect();
        for (int wait = 0; !TryTake(count); wait++)
        {
            // Does not wait for all finalizers: one may wait for a lock that the caller holds.
            if (wait < MostWaits)
            {
                Thread.Sleep(1);
                continue;
            }

            throw new HmmOutOfMemoryException(string.Create(
                CultureInfo.InvariantCulture,
                $"The arrays of this process have {Volatile.Read(ref _taken)} memory mappings, and the system allows {Most * 12 / 11} in all: {advice}"));
        }
    }

    /// <summary>What the user can do when arrays need too many mappings.</summary>
    public const string Advice
        = "each array above 64 KiB takes up to three. Make few large arrays in place of many small ones, "
        + "dispose of those that are no longer used, or raise vm.max_map_count";

    /// <summary>What the user can do when protection needs too many mappings.</summary>
    public const string ProtectionAdvice
        = "each change of protection along an array takes one, and a protected array of up to 64 KiB takes two. "
        + "Protect few large ranges in place of many small ones, take protection back where it is no longer needed, or raise vm.max_map_count";

    /// <summary>Counts mappings that exist already, beyond any limit.</summary>
    /// <param name="count">The number of mappings.</param>
    public static void Add(int count) => Interlocked.Add(ref _taken, count);

    /// <summary>Gives mappings back.</summary>
    /// <param name="count">The number of mappings.</param>
    public static void Give(int count) => Interlocked.Add(ref _taken, -count);

    private static bool TryTake(int count)
    {
        if (Interlocked.Add(ref _taken, count) <= Most)
        {
            return true;
        }

        Give(count);
        return false;
    }

    private static long ReadLimit()
        => File.Exists(LimitFile) && long.TryParse(File.ReadAllText(LimitFile), NumberStyles.Integer, CultureInfo.InvariantCulture, out long limit)
            ? limit
            : UsualLimit;
}
