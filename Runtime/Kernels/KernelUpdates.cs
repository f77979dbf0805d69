using System.Reflection.Metadata;

[assembly: MetadataUpdateHandler(typeof(HmmGen.Kernels.KernelUpdates))]

namespace HmmGen.Kernels;

/// <summary>Notes changes of the program's code while it runs (hot reload, <c>dotnet watch</c>): whatever was made from old code is made again.</summary>
/// <remarks>The change may be in a helper method that a kernel calls, so every kernel counts as changed.</remarks>
internal static class KernelUpdates
{
    private static int _generation;

    /// <summary>A number that increases with each change.</summary>
    public static int Generation => Volatile.Read(ref _generation);

    /// <summary>.NET calls this by its name after a change.</summary>
    /// <param name="types">The types that have changed; null when unknown.</param>
    public static void ClearCache(Type[]? types) => Interlocked.Increment(ref _generation);
}
