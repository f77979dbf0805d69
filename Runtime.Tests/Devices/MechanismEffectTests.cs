// Safety: the core looks only at marks of a region whose array lives.
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Generated.Tracing;
using HmmGen.Tests.Launching;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Devices;

/// <summary>A mechanism that is switched off does nothing: other variants run, or other bytes move. Else runs without it would prove nothing.</summary>
public sealed class MechanismEffectTests
{
    private const int Length = 64 * 1024;
    private const long QuarterOfTwoArrays = 32 * 4096;
    private const int LargerQuarter = 512 * 4096;

    /// <summary>The mechanisms, each with launches that use it.</summary>
    public static TheoryData<string> Names { get; } =
    [
        nameof(PagingTestOptions.Prefetch), nameof(PagingTestOptions.Scouts), nameof(PagingTestOptions.KeptScouts), nameof(PagingTestOptions.KeptPlans),
        nameof(PagingTestOptions.Contiguous), nameof(PagingTestOptions.Windows), nameof(PagingTestOptions.Resident), nameof(PagingTestOptions.Shapes),
        nameof(PagingTestOptions.Overwriting), nameof(PagingTestOptions.Stretches), nameof(PagingTestOptions.Shuttling),
        nameof(PagingTestOptions.ShownPages),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_switch_switches(string name) => Assert.NotEqual(Trace(name, new PagingTestOptions()), Trace(name, Mechanisms.Without(name)));

    private static string Trace(string name, PagingTestOptions testing) => name switch
    {
        nameof(PagingTestOptions.Resident) => Trace(testing with { Scouts = false }, null, Gather),
        nameof(PagingTestOptions.Contiguous) => Trace(testing with { Windows = false }, null, Gather),
        nameof(PagingTestOptions.KeptPlans) => Trace(testing, null, PlanAgain),
        nameof(PagingTestOptions.Windows) => Trace(testing, QuarterOfTwoArrays, Copy),
        nameof(PagingTestOptions.Shapes) => Trace(testing, QuarterOfTwoArrays, Transpose),
        nameof(PagingTestOptions.Overwriting) => Trace(testing, null, Fill),
        nameof(PagingTestOptions.Shuttling) => Trace(testing, null, WriteInTurn),
        nameof(PagingTestOptions.ShownPages) => Trace(testing, QuarterOfTwoArrays, AddAndRead),
        nameof(PagingTestOptions.Stretches) => Trace(testing with { Overlap = OverlapKind.Never }, LargerQuarter, Stencil),
        _ => Trace(testing, null, Gather),
    };

    private static string Trace(PagingTestOptions testing, long? budget, Func<HmmDevice, string> launch)
    {
        SimulatedOptions options = new() { Testing = testing, MemoryBudget = budget, MaxDegreeOfParallelism = 1 };
        VariantEngine engine = new(options);
        using WatchedDevice watched = new(options, engine);
        string more = launch(watched.Device);
        HmmStatistics counts = watched.Device.Statistics;
        return $"{string.Join(' ', engine.Variants)}; {counts.BytesIn} bytes in, {counts.BytesPlanned} planned. {more}";
    }

    private static string Gather(HmmDevice device)
    {
        using HmmArray<int> indices = Numbers();
        using HmmArray<int> source = Numbers();
        using HmmArray<int> target = Numbers();
        for (int launch = 0; launch < 3; launch++)
        {
            IndexKernels.Read(device, Length, indices, source, target);
        }

        return "";
    }

    private static string PlanAgain(HmmDevice device)
    {
        using HmmArray<int> target = Numbers();
        TransparentKernels.Fill(device, Length, 1, target);
        TimeSpan first = device.Statistics.PlanningTime;

        // A launch with a measurement takes all steps.
        TransparentKernels.Fill(device, (HmmExtent)Length with { Measurement = new HmmMeasurement() }, 1, target);
        return $"planned again: {device.Statistics.PlanningTime > first}";
    }

    private static string Copy(HmmDevice device)
    {
        using HmmArray<int> source = Numbers();
        using HmmArray<int> target = Numbers();
        TransparentKernels.Copy(device, Length, source, target);
        return "";
    }

    private static string AddAndRead(HmmDevice device)
    {
        using HmmArray<int> array = TransparentSpaces.Open(HmmHostMode.Transparent).Allocate<int>(2 * Length);
        array.AsSpan().Fill(1);
        TransparentKernels.Add(device, 2 * Length, 1, array);
        return $"{Enumerable.Range(0, 2 * Length).Count(i => IsUnmapped(array, i))} elements unmapped";
    }

    private static unsafe bool IsUnmapped(HmmArray<int> array, int element)
        => HostMarks.Has(array.Region!.Core, element * sizeof(int) & -CoreRegion.PageSize, HostMark.Unmapped);

    private static string Transpose(HmmDevice device)
    {
        using HmmArray<int> source = Numbers();
        using HmmArray<int> target = Numbers();
        ShapeKernels.Transpose(device, (256, 256), 256, 256, source, target);
        return "";
    }

    private static string Stencil(HmmDevice device)
    {
        const int Rows = LargerQuarter / sizeof(int) * 2 / DenseKernels.Width;
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>(Rows * DenseKernels.Width);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(Rows * DenseKernels.Width);
        for (int launch = 0; launch < 3; launch++)
        {
            DenseKernels.Stencil(device, (Rows, DenseKernels.Width), Rows, source, target);
        }

        return "";
    }

    private static string Fill(HmmDevice device)
    {
        using HmmArray<int> target = Numbers();
        TransparentKernels.Fill(device, Length, 1, target);
        return "";
    }

    private static string WriteInTurn(HmmDevice device)
    {
        using HmmArray<int> array = TransparentSpaces.Open(HmmHostMode.TransparentUserMode).Allocate<int>(Length);
        for (int round = 0; round < 6; round++)
        {
            array.AsSpan().Fill(round);
            TransparentKernels.Add(device, Length, 1, array);
        }

        return $"{device.Statistics.Twins} twins";
    }

    private static HmmArray<int> Numbers()
    {
        HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        for (int i = 0; i < Length; i++)
        {
            array[i] = i;
        }

        return array;
    }
}
