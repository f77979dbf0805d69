namespace HmmGen.Tests.Child;

/// <summary>A program makes more arrays than the system has mappings for.</summary>
internal static class ManyArrays
{
    /// <summary>So long that an array has mappings of its own.</summary>
    private const int Length = 30_000;

    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        List<HmmArray<int>> arrays = [];

        // Where nobody watches there is nothing to run out of.
        int most = space.HostMode == HmmHostMode.Scopes ? 3_000 : 30_000;
        try
        {
            while (arrays.Count < most)
            {
                HmmArray<int> array = space.Allocate<int>(Length);
                array[99] = arrays.Count;
                arrays.Add(array);
            }
        }
        catch (HmmOutOfMemoryException refusal) when (refusal.Message.Contains("vm.max_map_count", StringComparison.Ordinal))
        {
            // What follows shows that there is room left.
        }

        byte[][] garbage = [.. Enumerable.Range(0, 1000).Select(_ => new byte[100_000])];
        GC.KeepAlive(garbage);
        for (int i = 0; i < arrays.Count; i++)
        {
            if (arrays[i][99] != i)
            {
                return ExitCodes.WrongValue;
            }
        }

        // Arrays that nobody refers to make room by themselves.
        arrays.Clear();
        for (int i = 0; i < most / 5; i++)
        {
            space.Allocate<int>(Length)[99] = i;
        }

        return ExitCodes.Right;
    }
}
