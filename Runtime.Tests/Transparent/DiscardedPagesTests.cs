using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Pages that had been on a device and at home, and were then discarded, have no memory. A device that takes them again keeps the host from zeros.</summary>
public sealed class DiscardedPagesTests(ITestOutputHelper output)
{
    private const int Page = 1024;
    private const int Length = 600 * Page;

    /// <summary>The modes in which the host touches pages without a word to the runtime.</summary>
    public static TheoryData<HmmHostMode> Modes { get; } = [HmmHostMode.Transparent, HmmHostMode.TransparentUserMode];

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_host_sees_what_a_device_has_written_after_the_discard(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        output.WriteLine($"seed {TestSeeds.First}");
        Random random = new(TestSeeds.First);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 });
        using HmmArray<int> array = space.Allocate<int>(Length);
        int[] model = new int[Length];
        for (int round = 1; round <= 8; round++)
        {
            int first = random.Next(Length / 2), length = random.Next(Page, Length - first);
            TransparentKernels.Fill(device, length, round, array.Slice(first, length));
            model.AsSpan(first, length).Fill(round);
            array.Prefetch(HmmDevice.Host, HmmRange.All);
            Assert.True(array.AsReadOnlySpan().SequenceEqual(model), $"round {round}, at home");

            int gone = random.Next(Length / 2), end = random.Next(gone + 1, Length);
            array.Discard((gone, end));
            model.AsSpan(gone, end - gone).Clear();
            TransparentKernels.Fill(device, length, -round, array.Slice(first, length));
            model.AsSpan(first, length).Fill(-round);
            Assert.True(array.AsReadOnlySpan().SequenceEqual(model), $"round {round}, after the discard");
        }
    }
}
