using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>The modes in which the host may touch memory at any time; tests of one that this machine cannot have are skipped.</summary>
public static class TransparentSpaces
{
    private static readonly int[] PageSizes = TestScale.Sample([4 << 10, 64 << 10, 2 << 20], 2);

    /// <summary>The modes.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode];

    /// <summary>The modes, each with a gate before and behind the kernel.</summary>
    public static TheoryData<HmmHostMode, bool> ModesAndGates { get; } = Combine([false, true]);

    /// <summary>The modes, each with the page sizes of devices.</summary>
    public static TheoryData<HmmHostMode, int> ModesAndPageSizes { get; } = Combine(PageSizes);

    /// <summary>A space in a mode.</summary>
    /// <param name="mode">The mode.</param>
    /// <returns>The space.</returns>
    public static HmmSpace Open(HmmHostMode mode)
    {
        try
        {
            return new HmmSpace(mode);
        }
        catch (PlatformNotSupportedException reason)
        {
            Assert.Skip(reason.Message);
            throw;
        }
    }

    private static TheoryData<HmmHostMode, T> Combine<T>(T[] others)
    {
        TheoryData<HmmHostMode, T> data = [];
        foreach (HmmHostMode mode in (HmmHostMode[])[HmmHostMode.Transparent, HmmHostMode.TransparentUserMode])
        {
            foreach (T other in others)
            {
                data.Add(mode, other);
            }
        }

        return data;
    }
}
