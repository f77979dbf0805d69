// Safety: the one pointer is to an array that is pinned meanwhile.
using System.Buffers;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>
/// A launch over a plain array writes what its work items write, and nothing else. The host, and launches on other devices, may write other elements of the same
/// pages meanwhile.
/// </summary>
public sealed class SharedPlainArrayTests
{
    private const int PageElements = 1024;

    [Theory]
    [InlineData("add")]
    [InlineData("fetch")]
    [InlineData("scatter")]
    [InlineData("field")]
    [InlineData("range")]
    public void The_host_writes_other_elements_before_each_wave(string kernel)
    {
        int seed = TestSeeds.First;
        for (int round = 0; round < TestScale.Iterations(quick: 40, full: 400); round++, seed++)
        {
            Random random = new(seed);
            int elements = random.Next(1, 12 * PageElements) & ~3;
            int[] real = [.. Enumerable.Range(0, elements).Select(_ => random.Next())];
            int[] model = [.. real];
            Memory<int> part = real.AsMemory(random.Next(2) * Math.Min(elements, 4 * random.Next(500)));
            int skipped = elements - part.Length;
            using GatedDevice gated = new(Options(random));

            // The kernels write elements whose number is a multiple of four, or the first of two.
            gated.Run(
                () => Launch(kernel, random.Next(), gated.Device, part, model.AsMemory(skipped)),
                wave =>
                {
                    for (int i = 0; i < elements / 4; i++)
                    {
                        real[(i * 4) + 3] = model[(i * 4) + 3] = (wave << 20) + i;
                    }
                });
            AssertSame(model, real, seed, round: 0);
        }
    }

    [Fact]
    public void Two_devices_and_the_host_write_their_own_elements_at_once()
    {
        using HmmDevice first = HmmDevice.Simulated();
        using HmmDevice second = HmmDevice.Simulated(new SimulatedOptions { Number = 1, MemoryBudget = 8 * 4096 });
        WriteAtOnce(first, second);
    }

    /// <summary>Two devices, the host as a device and this thread write every fourth element of one array each, at once, again and again.</summary>
    /// <param name="first">The one device.</param>
    /// <param name="second">The other.</param>
    internal static void WriteAtOnce(HmmDevice first, HmmDevice second)
    {
        int seed = TestSeeds.First;
        Random random = new(seed);
        for (int round = 0; round < TestScale.Iterations(quick: 60, full: 600); round++)
        {
            int elements = random.Next(4, 10 * PageElements) & ~3;
            int[] real = [.. Enumerable.Range(0, elements)];
            int[] model = [.. real];
            int items = elements / 4;
            Parallel.Invoke(
                () => PlainArrayKernels.Add(first, items, real),
                () => PlainArrayKernels.Add(second, items, real.AsMemory(1, elements - 1)),
                () => PlainArrayKernels.Add(HmmDevice.Host, items, real.AsMemory(2, elements - 2)),
                () => Each(items, i => real[(i * 4) + 3] += i + 1));
            Each(elements, i => model[i] += (i / 4) + 1);
            AssertSame(model, real, seed, round);
        }
    }

    /// <summary>A library that writes some elements of an array, and reads others around them, writes those.</summary>
    [Fact]
    public void An_access_brings_home_what_the_library_writes()
    {
        using HmmDevice device = HmmDevice.Simulated();
        int[] real = new int[3 * PageElements];
        device.Access(
            HmmOperand.Read<int>(real.AsMemory(10)),
            HmmOperand.Write<int>(real.AsMemory(100, PageElements)),
            (_, written, _) =>
            {
                written.AsSpan<int>()[5] = 7;
                real[99] = 8;
                real[PageElements + 101] = 9;
            });
        Assert.Equal((7, 8, 9), (real[105], real[99], real[PageElements + 101]));
    }

    private static SimulatedOptions Options(Random random) => new()
    {
        Testing = new() { Stretches = random.Next(2) == 0, Contiguous = random.Next(2) == 0, Batches = random.Next(4) != 0 },
        MaxDegreeOfParallelism = 1,
        MemoryBudget = random.Next(3) == 0 ? null : random.Next(1, 20) * 8192L,
        PageSize = random.Next(4) == 0 ? 8192 : 4096,
        MaximumChunk = random.Next(2) == 0 ? null : random.Next(1, 3000),
        RandomEvictions = random.Next(4) == 0 ? random.Next() : null,
        Prefetch = random.Next(4) != 0,
    };

    private static unsafe void Launch(string kernel, int seed, HmmDevice device, Memory<int> real, Memory<int> model)
    {
        Random random = new(seed);
        int fourths = real.Length / 4;
        switch (kernel)
        {
            case "add":
                PlainArrayKernels.Add(device, fourths, real);
                Each(fourths, i => model.Span[i * 4] += i + 1);
                break;
            case "fetch":
                int ahead = (4 * random.Next(real.Length / 4 + 1)) + 1;
                int items = Math.Max(0, (real.Length - ahead + 3) / 4);
                PlainArrayKernels.Fetch(device, items, ahead, real, real);
                Each(items, i => model.Span[i * 4] = model.Span[(i * 4) + ahead] + i);
                break;
            case "scatter":
                int[] places = [.. Enumerable.Range(0, fourths).Select(i => i * 4)];
                random.Shuffle(places);
                PlainArrayKernels.Scatter(device, fourths, places, real);
                Each(fourths, i => model.Span[places[i]] = i + 1);
                break;
            case "field":
                using (MemoryHandle pin = real.Pin())
                {
                    PlainArrayKernels.SetFirst(device, fourths * 2, HmmBuffer<PlainArrayKernels.Two>.FromPointer((PlainArrayKernels.Two*)pin.Pointer, fourths * 2));
                }

                Each(fourths * 2, i => model.Span[i * 2] += i + 1);
                break;
            default:
                int at = fourths / 2 * 4;
                int one = fourths == 0 ? 0 : 1;
                PlainArrayKernels.Double(device, HmmExtent.Range(at, at + one), real);
                Each(one, _ => model.Span[at] *= 2);
                break;
        }
    }

    private static void Each(int count, Action<int> item)
    {
        for (int i = 0; i < count; i++)
        {
            item(i);
        }
    }

    private static void AssertSame(int[] model, int[] real, int seed, int round)
    {
        int at = model.AsSpan().CommonPrefixLength(real);
        if (at < model.Length)
        {
            Assert.Fail($"seed {seed}, round {round}: element {at} of {model.Length} is {real[at]} in place of {model[at]}");
        }
    }
}
