using System.Globalization;
using System.Runtime.InteropServices;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>One memory used as elements of many sizes, at random, on devices of many kinds and on the host, beside a plain array of bytes.</summary>
public sealed class CastModelTests(ITestOutputHelper output)
{
    private const int Steps = 60;
    private const int Rounds = 4;

    private static readonly CastType[] Powers =
    [
        new CastType<byte>(CastKernels.FlipBytes, CastKernels.SetBytes, static (e, v) => (byte)(e ^ v), static (i, v) => (byte)(v + i)),
        new CastType<short>(CastKernels.FlipShorts, CastKernels.SetShorts, static (e, v) => (short)(e ^ v), static (i, v) => (short)(v + i)),
        new CastType<int>(CastKernels.FlipInts, CastKernels.SetInts, static (e, v) => e ^ v, static (i, v) => v + i),
        new CastType<float>(CastKernels.FlipFloats, CastKernels.SetFloats, static (e, _) => -e, static (i, v) => v + i),
        new CastType<long>(CastKernels.FlipLongs, CastKernels.SetLongs, static (e, v) => e ^ v, static (i, v) => v + i),
        new CastType<double>(CastKernels.FlipDoubles, CastKernels.SetDoubles, static (e, _) => -e, static (i, v) => v + i),
        new CastType<FourInts>(
            CastKernels.FlipFours,
            CastKernels.SetFours,
            static (e, v) => e with { A = e.A ^ v, D = e.D ^ v },
            static (i, v) => new FourInts { A = v + i, B = v, C = i, D = -v }),
    ];

    private static readonly CastType[] Threes =
    [
        new CastType<ThreeBytes>(
            CastKernels.FlipThreeBytes,
            CastKernels.SetThreeBytes,
            static (e, v) => e with { A = (byte)(e.A ^ v), C = (byte)(e.C ^ v) },
            static (i, v) => new ThreeBytes { A = (byte)(v + i), B = (byte)v, C = (byte)i }),
        new CastType<ThreeShorts>(
            CastKernels.FlipThreeShorts,
            CastKernels.SetThreeShorts,
            static (e, v) => e with { A = (short)(e.A ^ v), C = (short)(e.C ^ v) },
            static (i, v) => new ThreeShorts { A = (short)(v + i), B = (short)v, C = (short)i }),
        new CastType<ThreeInts>(
            CastKernels.FlipThreeInts,
            CastKernels.SetThreeInts,
            static (e, v) => e with { A = e.A ^ v, C = e.C ^ v },
            static (i, v) => new ThreeInts { A = v + i, B = v, C = i }),
    ];

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Sizes_that_are_powers_of_two_share_memory(HmmHostMode mode) => Run(mode, Powers);

    [Theory]
    [MemberData(nameof(ElementsTests.Modes), MemberType = typeof(ElementsTests))]
    public void Sizes_with_a_factor_of_three_share_memory(HmmHostMode mode) => Run(mode, Threes);

    private static HmmDevice AnyDevice(Random random, int number) => HmmDevice.Simulated(new SimulatedOptions
    {
        Number = number,
        MemoryBudget = random.Next(2) == 0 ? null : random.Next(4, 60) * 4096,
        PageSize = random.Next(2) == 0 ? 4096 : 16384,
        Variant = random.Next(2) == 0 ? HmmKernelVariants.Auto : HmmKernelVariants.Resumable,
        Prefetch = random.Next(3) > 0,
        FaultAtEveryAccess = random.Next(8) == 0,
        RandomEvictions = random.Next(2) == 0 ? random.Next() : null,
        MaximumChunk = random.Next(4) == 0 ? random.Next(1, 300) : null,
        MaxDegreeOfParallelism = 1,
    });

    private static void Mix(CastSubject subject)
    {
        int start = 8 * subject.Random.Next(subject.Model.Length / 8);
        int count = 1 + subject.Random.Next(Math.Min(3000, (subject.Model.Length - start) / 8));
        Span<byte> bytes = subject.Model.AsSpan(start, 8 * count);
        Span<int> numbers = MemoryMarshal.Cast<byte, int>(bytes);
        Span<long> longs = MemoryMarshal.Cast<byte, long>(bytes);
        CastKernels.Mix(
            subject.AnyDevice(),
            count,
            subject.Root.View<byte>(start, 8 * count),
            subject.Root.View<int>(start / 4, 2 * count),
            subject.Root.View<long>(start / 8, count));
        for (int i = 0; i < count; i++)
        {
            CastKernels.Mix(i, bytes, numbers, longs);
        }
    }

    private static void Gather(CastSubject subject)
    {
        const int Most = 600;
        const int Values = 256;
        int indices = 8 * subject.Random.Next((subject.Model.Length - 8000) / 8);
        int values = indices + Most + 8;
        int results = values + Values * sizeof(float);
        int count = 1 + subject.Random.Next(Most);
        CastKernels.Gather(
            subject.AnyDevice(),
            count,
            subject.Root.View<byte>(indices + 3, count),
            subject.Root.View<float>(values / sizeof(float), Values),
            subject.Root.View<double>(results / sizeof(double), count));
        Span<byte> bytes = subject.Model;
        for (int i = 0; i < count; i++)
        {
            CastKernels.Gather(
                i,
                bytes[(indices + 3)..],
                MemoryMarshal.Cast<byte, float>(bytes[values..]),
                MemoryMarshal.Cast<byte, double>(bytes[results..]));
        }
    }

    private void Run(HmmHostMode mode, CastType[] types)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        for (int round = 0; round < Rounds; round++)
        {
            int seed = TestSeeds.First + round;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
            Round(space, types, seed);
        }
    }

    private void Round(HmmSpace space, CastType[] types, int seed)
    {
        Random random = new(seed);
        CastType own = types[random.Next(types.Length)];

        // Not a whole number of the largest: the end belongs to the small ones alone.
        int length = random.Next(10_000, 60_000) / own.Size;
        byte[] model = new byte[length * own.Size];
        string path = Path.GetTempFileName();
        try
        {
            using CastRoot root = Root(space, types, own, model, path, random);
            using HmmDevice one = AnyDevice(random, 0);
            using HmmDevice two = AnyDevice(random, 1);
            CastSubject subject = new(root, model, [one, two, HmmDevice.Host], random);
            for (int step = 0; step < Steps; step++)
            {
                switch (types == Powers ? random.Next(8) : 2)
                {
                    case 0:
                        Mix(subject);
                        break;
                    case 1:
                        Gather(subject);
                        break;
                    default:
                        types[random.Next(types.Length)].Step(subject);
                        break;
                }
            }

            int size = types[0].Size;
            ReadOnlySpan<byte> all = size == 1
                ? root.View<byte>(0, model.Length).ToArray()
                : MemoryMarshal.AsBytes<ThreeBytes>(root.View<ThreeBytes>(0, model.Length / size).ToArray());
            Assert.Equal(model.Length, all.CommonPrefixLength(model));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Zeros, or the bytes of a file.</summary>
    private static CastRoot Root(HmmSpace space, CastType[] types, CastType own, byte[] model, string path, Random random)
    {
        int kind = types == Powers ? random.Next(4) : 0;
        if (kind < 2)
        {
            return own.Make(space, model.Length / own.Size);
        }

        random.NextBytes(model);
        File.WriteAllBytes(path, [.. new byte[5], .. model]);
        return new CastRoot<byte>(kind == 2 ? space.MapFile<byte>(path, FileAccess.ReadWrite, 5) : space.MapFilePrivate<byte>(path, 5));
    }
}
