using CsCheck;
using HmmGen.Paging;
using HmmGen.Tests.Generated.Methods;
using HmmGen.Tests.HandWritten;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Memory;

/// <summary>Random operations on arrays and two devices agree with plain arrays, after every one of them.</summary>
public sealed class ModelTests
{
    private const int Length = 20_000;

    private static readonly Gen<Operation> AnyOperation =
        from kind in Gen.Int[0, 8]
        from device in Gen.Int[0, 1]
        from start in Gen.Int[0, Length - 1]
        from length in Gen.Int[1, Length]
        from value in Gen.Int[1, 1000]
        select new Operation(kind, device, start, Math.Min(Length, start + length), value);

    [Fact]
    public void Two_devices_and_the_host_agree_with_plain_arrays()
        => Gen.Select(AnyDevices.Pair, AnyOperation.Array[1, 30]).Sample(
            (devices, operations) => Run(devices.Item1, devices.Item2, operations), iter: TestScale.Iterations(quick: 40, full: 200, @long: 10_000), print: Print);

    private static string Print(((SimulatedOptions, SimulatedOptions) Devices, Operation[] Operations) sample)
        => $"{sample.Devices}\n{string.Join('\n', sample.Operations)}";

    private static void Run(SimulatedOptions first, SimulatedOptions second, Operation[] operations)
    {
        using HmmDevice zero = HmmDevice.Simulated(first);
        using HmmDevice one = HmmDevice.Simulated(second);
        HmmDevice[] devices = [zero, one];
        using HmmArray<int> array = HmmSpace.Shared.Allocate<int>(Length);
        using HmmArray<int> quotients = HmmSpace.Shared.Allocate<int>(Length);
        int[] model = new int[Length];
        int[] quotientModel = new int[Length];
        bool[] locked = new bool[Length];
        foreach (Operation operation in operations)
        {
            Apply(operation, devices[operation.Device], array, quotients, model, quotientModel, locked);
        }

        Assert.True(array.AsReadOnlySpan().SequenceEqual(model));
        Assert.True(quotients.AsReadOnlySpan().SequenceEqual(quotientModel));
        foreach (HmmDevice device in devices)
        {
            array.Protect(HmmRange.All, HmmProtection.ReadWrite);
            Assert.InRange(device.Session.Memory.UsedFrames, 0, device.Session.Memory.Capacity);
        }
    }

    private static void Apply(
        Operation operation, HmmDevice device, HmmArray<int> array, HmmArray<int> quotients, int[] model, int[] quotientModel, bool[] locked)
    {
        (int kind, _, int start, int end, int value) = operation;
        bool forbidden = locked.AsSpan(start, end - start).Contains(true);
        switch (kind)
        {
            case 0 or 1:
                // A launch that fails has written an unknown part of what it may: only those that succeed are modelled.
                if (!forbidden)
                {
                    Ops.Fill(device, HmmExtent.Range(start, end), value, array);
                    model.AsSpan(start, end - start).Fill(value);
                }
                else
                {
                    int[] before = array.AsReadOnlySpan().ToArray();
                    Assert.Throws<HmmAccessException>(() => Ops.Fill(device, HmmExtent.Range(start, end), value, array));
                    array.AsReadOnlySpan().CopyTo(model);
                    for (int i = 0; i < Length; i++)
                    {
                        Assert.True(model[i] == before[i] || (model[i] == value && !locked[i] && i >= start && i < end));
                    }
                }

                break;
            case 2:
                HmmExtent extent = HmmExtent.Range(start, end);
                if (model.AsSpan(start, end - start).Contains(0))
                {
                    Assert.Throws<DivideByZeroException>(() => Ops.Divide(device, extent, value, array, quotients));
                    quotients.AsReadOnlySpan().CopyTo(quotientModel);
                }
                else
                {
                    Ops.Divide(device, extent, value, array, quotients);
                    for (int i = start; i < end; i++)
                    {
                        quotientModel[i] = value / model[i];
                    }
                }

                break;
            case 3:
                if (forbidden)
                {
                    Assert.Throws<HmmAccessException>(() => array.AsSpan(start, end - start).Length);
                }
                else
                {
                    array.AsSpan(start, end - start).Fill(value);
                    model.AsSpan(start, end - start).Fill(value);
                }

                break;
            case 4:
                Assert.True(array.AsReadOnlySpan(start, end - start).SequenceEqual(model.AsSpan(start, end - start)));
                break;
            case 5:
                array.Prefetch(device, (start, end));
                break;
            case 6:
                using (DeviceMemory.LaunchResidency residency = device.Session.Memory.Begin([], _ => false))
                {
                    residency.EvictUnpromised();
                    residency.Finish();
                }

                break;
            case 7:
                bool locking = value % 3 == 0;
                array.Protect((start, end), locking ? HmmProtection.ReadOnly : HmmProtection.ReadWrite);
                int firstPage = start / 1024 * 1024;
                int endPage = Math.Min(Length, (end + 1023) / 1024 * 1024);
                locked.AsSpan(firstPage, endPage - firstPage).Fill(locking);
                break;
            default:
                // A plain array on one side, so that regions come and go.
                int[] plain = new int[end];
                Ops.Fill(device, end, value, plain);
                Assert.DoesNotContain(plain, element => element != value);
                break;
        }
    }

    private sealed record Operation(int Kind, int Device, int Start, int End, int Value);
}
