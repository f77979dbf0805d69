namespace HmmGen.Tests.Child;

/// <summary>A program makes many small arrays and protects each other one: each divides the mapping that it shares with others.</summary>
internal static class ManyProtectedArrays
{
    private const int Length = 1024;
    private const int Pairs = 40_000;

    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        List<HmmArray<int>> isProtected = [];
        List<HmmArray<int>> others = [];
        string refusal = "none";
        try
        {
            while (isProtected.Count < Pairs)
            {
                isProtected.Add(space.Allocate<int>(Length));
                others.Add(space.Allocate<int>(Length));
                others[^1][7] = others.Count;
                isProtected[^1].Protect(HmmRange.All, HmmProtection.ReadOnly);
            }
        }
        catch (HmmOutOfMemoryException refused) when (refused.Message.Contains("vm.max_map_count", StringComparison.Ordinal))
        {
            refusal = "advice";
        }

        Console.WriteLine($"{isProtected.Count} arrays, then {refusal}");
        Console.Out.Flush();
        byte[][] garbage = [.. Enumerable.Range(0, 1000).Select(_ => new byte[100_000])];
        GC.KeepAlive(garbage);
        bool isRight = isProtected[0][7] == 0 && others.Select((array, i) => array[7] == i + 1).All(static same => same);

        // What is protected when it ends leaves its mappings with those beside it.
        isProtected.ForEach(static array => array.Dispose());
        isRight &= refusal == "none" || !CanProtect(others[0]);
        others.ForEach(static array => array.Dispose());
        using HmmArray<int> last = space.Allocate<int>(Length);
        return isRight && CanProtect(last) ? ExitCodes.Right : ExitCodes.WrongValue;
    }

    private static bool CanProtect(HmmArray<int> array)
    {
        try
        {
            array.Protect(HmmRange.All, HmmProtection.ReadOnly);
            return true;
        }
        catch (HmmOutOfMemoryException)
        {
            return false;
        }
    }
}
