using HmmGen.Base;
using HmmGen.Devices;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using HmmGen.Tests.HandWritten;
using HmmGen.Tests.Ilgpu;
using HmmGen.Tests.Shared;
using ILGPU;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>Every item of a box runs once, and has its own indices, whatever the box's shape.</summary>
[Collection(Generated.DriverTests.Name)]
public sealed class BoxIndexTests
{
    private const int Boxes = 60;

    /// <summary>A simulated device, on one thread and on several.</summary>
    /// <param name="threads">The number of threads.</param>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_simulated_device_counts(int threads)
    {
        using SimulatedEngine engine = new(new SimulatedOptions { MaxDegreeOfParallelism = threads, BlockSize = 40 });
        RunAll(engine);
    }

    /// <summary>A device behind OpenCL, and boxes for which a grid has no room.</summary>
    [Fact]
    [Trait("Device", "OpenCL")]
    public void An_OpenCL_device_has_a_grid()
    {
        IlgpuHardware hardware = OpenCLDevice.Require();
        using IlgpuEngine engine = new(hardware);
        RunAll(engine);
        long wide = 65_536L * hardware.GroupSize;
        foreach (WorkBox box in (WorkBox[])[new(3, 4, 7, 7 + wide, 0, 1), new(3, 4, 5, 6, 7, 7 + wide)])
        {
            int rank = box.Size(2) == 1 ? 2 : 3;
            Assert.False(GridShape.TryFind(rank, Wave.Of(box), hardware.GroupSize, out _));
            Run(engine, rank, box);
        }

        Assert.True(GridShape.TryFind(2, Wave.Of(new(0, wide, 0, 1, 0, 1)), hardware.GroupSize, out _));
    }

    /// <summary>Large waves of an OpenCL device that is a processor have larger groups. Their last group has items that no wave has.</summary>
    [Fact]
    [Trait("Device", "OpenCL")]
    public void An_OpenCL_device_has_large_groups_for_large_waves()
    {
        IlgpuHardware hardware = OpenCLDevice.Require();
        using IlgpuEngine engine = new(hardware);
        long least = (long)GroupSizes.Large * GroupSizes.LargeGroupsOfUnit * hardware.Accelerator.NumMultiprocessors;
        WorkBox large = new(5, least + 6, 0, 1, 0, 1), small = new(5, least + 4, 0, 1, 0, 1);
        Assert.Equal((least / GroupSizes.Large + 1, GroupSizes.Large), Groups(large));
        Assert.Equal((least / hardware.GroupSize, hardware.GroupSize), Groups(small));
        Run(engine, 1, large);
        Run(engine, 1, small);

        (long Count, int Size) Groups(WorkBox box)
        {
            KernelConfig found = hardware.InOrder(Wave.Of(box));
            return (found.GridDim.X, found.GroupDim.X);
        }
    }

    private static void RunAll(DeviceEngine engine)
    {
        int seed = TestSeeds.First;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        Run(engine, 2, new(0, 70_000, 0, 1, 0, 1));
        Run(engine, 3, new(0, 2, 0, 70_000, 5, 8));
        for (int i = 0; i < Boxes; i++)
        {
            int rank = 1 + i % 3;
            (long first, long end) Side(bool isUsed)
            {
                long from = isUsed ? random.Next(1_000_000) : 0;
                return (from, from + (isUsed ? random.Next(1, random.Next(2) == 0 ? 5 : 300 / rank) : 1));
            }

            (long first0, long end0) = Side(true);
            (long first1, long end1) = Side(rank > 1);
            (long first2, long end2) = Side(rank > 2);
            Run(engine, rank, new(first0, end0, first1, end1, first2, end2));
        }
    }

    private static void Run(DeviceEngine engine, int rank, WorkBox box)
    {
        engine.Reserve(DeviceStorage.Control, box.Count * sizeof(long));
        engine.Clear(DeviceStorage.Control, 0, box.Count * sizeof(long));
        Wave wave = Wave.Of(box);
        switch (rank)
        {
            case 1:
                engine.Run<CellKernel<One>, int>(KernelVariant.Linear, wave, rank, CancellationToken.None);
                break;
            case 2:
                engine.Run<CellKernel<Two>, int>(KernelVariant.Checked, wave, rank, CancellationToken.None);
                break;
            default:
                engine.Run<CellKernel<Three>, int>(KernelVariant.Paged, wave, rank, CancellationToken.None);
                break;
        }

        long[] cells = engine.Get<long>(DeviceStorage.Control, 0, (int)box.Count);
        for (long slot = 0, at0 = box.First0; at0 < box.End0; at0++)
        {
            for (long at1 = box.First1; at1 < box.End1; at1++)
            {
                for (long at2 = box.First2; at2 < box.End2; at2++, slot++)
                {
                    long expected = CellKernel<One>.NumberOf(at0, at1, at2);
                    if (cells[slot] != expected)
                    {
                        Assert.Fail($"{box}: slot {slot} has {cells[slot]} in place of {expected}.");
                    }
                }
            }
        }
    }

    private readonly struct One : ICellRank
    {
        public static int Value => 1;
    }

    private readonly struct Two : ICellRank
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICellRank
    {
        public static int Value => 3;
    }
}
