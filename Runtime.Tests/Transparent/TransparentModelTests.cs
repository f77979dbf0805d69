using CsCheck;
using HmmGen.Tests.Memory;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Random operations on an array, raw touches among them, agree with a plain array.</summary>
public sealed class TransparentModelTests
{
    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Two_devices_and_a_host_that_touches_agree_with_a_plain_array(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        Gen.Select(AnyDevices.Pair, ModelOperation.Any.Array[1, 40]).Sample(
            (devices, operations) => Run(space, devices.Item1, devices.Item2, operations), iter: 300, print: Print);
    }

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
