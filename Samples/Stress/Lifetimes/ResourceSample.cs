using System.Globalization;

namespace HmmGen.Stress.Lifetimes;

/// <summary>What the process has of the system at a moment.</summary>
/// <param name="Memory">Resident memory in bytes.</param>
/// <param name="Mappings">Lines of /proc/self/maps.</param>
/// <param name="Descriptors">Open files.</param>
internal readonly record struct ResourceSample(long Memory, long Mappings, long Descriptors)
{
    /// <summary>Takes a sample.</summary>
    /// <returns>The sample.</returns>
    public static ResourceSample Take() => new(
        Environment.WorkingSet, File.ReadLines("/proc/self/maps").LongCount(), Directory.EnumerateFileSystemEntries("/proc/self/fd").LongCount());

    /// <inheritdoc/>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Memory >> 20} MiB, {Mappings} mappings, {Descriptors} descriptors");
}
