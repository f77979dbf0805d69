// Safety: both blocks have as many bytes as are looked at and copied.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>What is cleared where runs are zero, and copied elsewhere, is what was there.</summary>
public sealed unsafe class ZeroRunsTests(ITestOutputHelper output)
{
    private const int Most = 300 << 10;
    private const int Page = 4096;

    [Fact]
    public void Every_byte_counts()
    {
        int seed = TestSeeds.First;
        output.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        byte* source = (byte*)NativeMemory.AlignedAlloc(Most, Page);
        byte[] target = new byte[Most];
        long cleared = 0;
        for (int round = 0; round < 1_000; round++)
        {
            int length = random.Next(1, random.Next(4) == 0 ? 2 * Page : Most);
            Span<byte> all = new(source, length);
            all.Clear();
            for (int count = random.Next(6); count > 0; count--)
            {
                // The ends of pages, and any place.
                int page = random.Next(length) / Page * Page;
                all[random.Next(4) switch { 0 => page, 1 => Math.Min(page + Page, length) - 1, 2 => length - 1, _ => random.Next(length) }] = (byte)random.Next(1, 256);
            }

            target.AsSpan().Fill(0xA5);
            for (long start = 0; start < length;)
            {
                long bytes = ZeroRuns.Next(source + start, length - start, whole: start == 0, out bool isZero);
                Assert.InRange(bytes, 1, length - start);
                Span<byte> part = target.AsSpan((int)start, (int)bytes);
                if (isZero)
                {
                    part.Clear();
                    cleared += bytes;
                }
                else
                {
                    all.Slice((int)start, (int)bytes).CopyTo(part);
                }

                start += bytes;
            }

            Assert.True(all.SequenceEqual(target.AsSpan(0, length)), $"round {round}: byte {all.CommonPrefixLength(target)} of {length}");
        }

        NativeMemory.AlignedFree(source);
        Assert.True(cleared > 0);
    }
}
