// Safety: passes the state of open services, which are never freed, to the library that made them.
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>Limits how much of the files mapped for writing each fault service of the process keeps in memory.</summary>
internal static unsafe class FileMemory
{
    /// <summary>The limit is the process's available memory divided by this number. In a container that memory is less than the machine has.</summary>
    private const long Part = 4;

    /// <summary>The least limit in pages. With so many pages a touch makes progress.</summary>
    private const long LeastPages = 4;

    private static readonly Lock Changing = new();
    private static readonly List<FaultService> Services = [];
    private static long _limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Part;

    /// <summary>The limit in bytes. It holds for each service by itself.</summary>
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

    /// <summary>Applies the limit to a service that has just been opened, and all later limits too.</summary>
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
