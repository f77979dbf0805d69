// Safety: the core's own view of a region lives as long as the region, which the caller's array keeps.
namespace HmmGen.Tests.Transparent;

/// <summary>Memory as hardware sees it that holds on to pages: without the process's page table, so that nobody notices what it writes.</summary>
internal static unsafe class HardwareView
{
    /// <summary>The pages of an array.</summary>
    /// <param name="array">The array, transparent and no slice.</param>
    /// <returns>Its elements.</returns>
    public static Span<int> Of(HmmArray<int> array) => new(array.Region!.Core->Alias, (int)array.Length);
}
