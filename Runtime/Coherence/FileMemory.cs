// Safety: hands the state of open services, which are never freed, to the library that made them.
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>How much of files that are mapped for writing each fault service of the process keeps in memory.</summary>
internal static unsafe class FileMemory
{
    /// <summary>The part of the memory that the process may have, in a container less than the machine has.</summary>
    private const long Part = 4;

    /// <summary>A touch makes progress with as many.</summary>
    private const long LeastPages = 4;

    private static readonly Lock Changing = new();
    private static readonly List<FaultService> Services = [];
    private static long _limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Part;

    /// <summary>The limit in bytes, of each service.</summary>
    public static long Limit
    {
        get => Volatile.Read(ref _limit);
        set
        {
            lock (Changing)
            {
                _limit = value;
                foreach (FaultService service in Services)
                {
                    Tell(service);
                }
            }
        }
    }

    /// <summary>Limits a service that has just been opened.</summary>
    /// <param name="service">The service.</param>
    public static void Follow(FaultService service)
    {
        lock (Changing)
        {
            Services.Add(service);
            Tell(service);
        }
    }

    private static void Tell(FaultService service)
        => CoreFunctions.Watching->LimitFiles(service.State, Math.Max(LeastPages, _limit / CoreRegion.PageSize));
}
