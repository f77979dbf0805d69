using System.Reflection.Metadata;

[assembly: MetadataUpdateHandler(typeof(HmmGen.Kernels.KernelUpdates))]

namespace HmmGen.Kernels;

/// <summary>Is told when the program's code changes while it runs (hot reload, <c>dotnet watch</c>): what was made of the old code is made anew.</summary>
/// <remarks>A helper method that a kernel calls may be what has changed, so every kernel counts as changed.</remarks>
internal static class KernelUpdates
{
    private static int _generation;

    /// <summary>A number that is another one after each change.</summary>
    public static int Generation => Volatile.Read(ref _generation);

    /// <summary>.NET calls this by its name after a change.</summary>
    /// <param name="types">The types that have changed; null when that is not known.</param>
    public static void ClearCache(Type[]? types) => Interlocked.Increment(ref _generation);
}
