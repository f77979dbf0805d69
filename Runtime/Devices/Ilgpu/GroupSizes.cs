namespace HmmGen.Devices.Ilgpu;

/// <summary>Chooses how many work items of a wave in one dimension make a group.</summary>
/// <remarks>
/// On a processor a group is a loop, and to begin one costs as much as some dozens of items of a small kernel. A driver compiles a kernel again for each size,
/// so there are two sizes and none between.
/// </remarks>
internal static class GroupSizes
{
    /// <summary>The items of a group where nothing speaks for more.</summary>
    public const int Usual = 128;

    /// <summary>The items of a group in large waves of a processor.</summary>
    public const int Large = 1024;

    /// <summary>Large groups are for waves that have so many of them for each unit. With fewer, a unit that ends first would find no work.</summary>
    public const int LargeGroupsOfUnit = 16;

    /// <summary>Chooses the size for a wave. ILGPU counts items in 32 bits, so groups may not exceed that where smaller ones would not.</summary>
    /// <param name="count">The work items of the wave.</param>
    /// <param name="usual">The size where nothing speaks for more.</param>
    /// <param name="most">The most items that a group may have on the device.</param>
    /// <param name="units">The units of a processor; 0 for every other device.</param>
    /// <returns>The number of items.</returns>
    public static int Of(long count, int usual, int most, int units)
        => units > 0 && most >= Large && count / Large / LargeGroupsOfUnit >= units && count <= int.MaxValue - Large ? Large : usual;
}
