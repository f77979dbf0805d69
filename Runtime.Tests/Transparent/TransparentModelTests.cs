using CsCheck;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Random operations on an array, raw touches among them, agree with a plain array.</summary>
public sealed class TransparentModelTests
{
    private static readonly Gen<(SimulatedOptions, SimulatedOptions)> AnyDevices = Gen.Select(AnyOptions(0), AnyOptions(1));

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Two_devices_and_a_host_that_touches_agree_with_a_plain_array(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        Gen.Select(AnyDevices, ModelOperation.Any.Array[1, 40]).Sample(
            (devices, operations) => Run(space, devices.Item1, devices.Item2, operations), iter: 300, print: Print);
    }

    private static Gen<SimulatedOptions> AnyOptions(int number) =>
        from budget in Gen.OneOf(Gen.Const(1L << 30), Gen.Long[4, 60].Select(pages => pages * 4096))
        from large in Gen.Bool
        from form in Gen.Bool.Select(auto => auto ? HmmKernelForms.Auto : HmmKernelForms.Resumable)
        from prefetch in Gen.Bool
        from evictions in Gen.Bool
        select new SimulatedOptions
        {
            Number = number,
            MemoryBudget = budget,
            PageSize = large ? 16384 : 4096,
            Form = form,
            Prefetch = prefetch,
            RandomEvictions = evictions ? 5 : null,
            Threads = 1,
        };

    private static string Print(((SimulatedOptions, SimulatedOptions) Devices, ModelOperation[] Operations) sample)
        => $"{sample.Devices}\n{string.Join('\n', sample.Operations.Select(operation => operation.ToString()))}";

    private static void Run(HmmSpace space, SimulatedOptions first, SimulatedOptions second, ModelOperation[] operations)
    {
        using TransparentModel model = new(space, first, second);
        foreach (ModelOperation operation in operations)
        {
            model.Apply(operation);
        }

        model.Check();
    }
}
