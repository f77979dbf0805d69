using HmmGen.Tests.Lifetimes;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A file four times as large as the memory that a process may have is read through and partly written, by the host and by a device.</summary>
public sealed class LargeFileTests
{
    private const long Limit = 80 << 20;
    private const int Piece = 1 << 18;

    [Theory]
    [MemberData(nameof(LifetimeTests.ModesInTurn), MemberType = typeof(LifetimeTests))]
    public void A_file_may_be_four_times_the_memory(HmmHostMode mode)
    {
        string path = Path.GetTempFileName();
        using MemoryGroup group = MemoryGroup.Make(Limit);
        try
        {
            int[] piece = new int[Piece];
            using (FileStream stream = new(path, FileMode.Create))
            {
                for (int start = 0; start < 4 * Limit / sizeof(int); start += Piece)
                {
                    for (int i = 0; i < Piece; i++)
                    {
                        piece[i] = start + i;
                    }

                    stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(piece));
                }
            }

            ChildProcess child = ChildProcess.Run("large-file", mode, group: group, argument: path);
            Assert.SkipWhen(child.ExitCode == ChildProcess.ModeMissing, child.Output);
            Assert.True(child.ExitCode == 0, $"{child.ExitCode}: {child.Output}{child.Error}");
            TestContext.Current.TestOutputHelper?.WriteLine($"{mode}: {child.Elapsed.TotalSeconds:0.0} s. {child.Output}");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
