using System.Globalization;
using System.Numerics;
using System.Reflection;
using HmmGen.Devices.Ilgpu;
using HmmGen.Kernels;
using Xunit;

namespace HmmGen.Tests.Ilgpu;

/// <summary>Atomic operations of device code: nothing is lost, each call gives the value before it, and NaN ends no loop.</summary>
[Collection(Generated.DriverTests.Name)]
public sealed class AtomicTests
{
    private const int Calls = 4096;

    /// <summary>The operations.</summary>
    public static TheoryData<string> Operations { get; } = [.. FunctionKernels.All
        .Where(pair => pair.Value.Function.DeclaringType == typeof(DeviceAtomic)).Select(pair => pair.Key)];

    /// <summary>As compiled .NET code, behind ILGPU's launcher.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Nothing_is_lost_in_NET(string name) => Check(IlgpuSimulation.Shared, name);

    /// <summary>On an OpenCL device.</summary>
    [Theory]
    [Trait("Device", "OpenCL")]
    [MemberData(nameof(Operations))]
    public void Nothing_is_lost_on_OpenCL(string name) => Check(OpenCLDevice.Require(), name);

    /// <summary>On an NVIDIA GPU, all operations in one test.</summary>
    [Fact]
    [Trait("Device", "CUDA")]
    public void Nothing_is_lost_on_CUDA()
    {
        IlgpuHardware hardware = CudaGpu.Require();
        Assert.All(Operations, row => Check(hardware, row.Data));
        Assert.All(["Add", "Max", "Min"], operation => CheckNaN(hardware, operation));
    }

    /// <summary>Sums of numbers below the least normal one are those of .NET.</summary>
    [Fact]
    public void Subnormal_numbers_are_added_in_NET() => CheckSubnormals(IlgpuSimulation.Shared);

    /// <summary>The same on an OpenCL device.</summary>
    [Fact]
    [Trait("Device", "OpenCL")]
    public void Subnormal_numbers_are_added_on_OpenCL() => CheckSubnormals(OpenCLDevice.Require());

    /// <summary>The same on an NVIDIA GPU, whose instruction for float may take them for zeros (PTX ISA, atom).</summary>
    [Fact]
    [Trait("Device", "CUDA")]
    public void Subnormal_numbers_are_added_on_CUDA() => CheckSubnormals(CudaGpu.Require(), flushes: true);

    /// <summary>NaN, in the element or as the operand, takes part once and is then there.</summary>
    [Theory]
    [InlineData("Add")]
    [InlineData("Max")]
    [InlineData("Min")]
    public void NaN_ends_in_NET(string operation) => CheckNaN(IlgpuSimulation.Shared, operation);

    /// <summary>The same on an OpenCL device.</summary>
    [Theory]
    [Trait("Device", "OpenCL")]
    [InlineData("Add")]
    [InlineData("Max")]
    [InlineData("Min")]
    public void NaN_ends_on_OpenCL(string operation) => CheckNaN(OpenCLDevice.Require(), operation);

    private static void Check(IlgpuHardware hardware, string name)
    {
        (MethodInfo function, MethodInfo kernel) = FunctionKernels.All[name];
        Type type = function.ReturnType;
        object first = Value(type, 7);
        object[] values = [.. Enumerable.Range(0, Calls).Select(i => Value(type, i * 7919 % 1000 + 3))];
        bool exchanges = function.Name == "CompareExchange";
        object[][] calls = [.. values.Select(value => exchanges ? new[] { 0, first, value } : [0, value])];
        (object[] old, object last) = Run(hardware, kernel, calls, first);

        if (exchanges)
        {
            // One call finds the first value, all later ones what that call put there.
            Assert.Single(old, value => value.Equals(first));
            Assert.All(old, value => Assert.True(value.Equals(first) || value.Equals(last)));
        }
        else if (function.Name == "Exchange")
        {
            Assert.Equal(values.Append(first).Order(), old.Append(last).Order());
        }
        else
        {
            Assert.Equal(values.Aggregate(first, (left, right) => Combine(function.Name, left, right)), last);
            Assert.Contains(first, old);
        }
    }

    private static void CheckSubnormals(IlgpuHardware hardware, bool flushes = false)
    {
        MethodInfo single = FunctionKernels.All["DeviceAtomic.Add(Single&, Single)"].Kernel;
        MethodInfo twice = FunctionKernels.All["DeviceAtomic.Add(Double&, Double)"].Kernel;
        object[][] floats = [.. Enumerable.Repeat(new object[] { 0, 1e-43f }, Calls)];
        object[][] doubles = [.. Enumerable.Repeat(new object[] { 0, 1e-313 }, Calls)];

        // Each sum on the way is exact.
        float sum = Enumerable.Repeat(1e-43f, Calls).Aggregate((left, right) => left + right);
        object last = Run(hardware, single, floats, 0f).Last;
        Assert.True(sum.Equals(last) || (flushes && last is 0f), $"{last}");
        Assert.Equal(Enumerable.Repeat(1e-313, Calls).Aggregate((left, right) => left + right), Run(hardware, twice, doubles, 0d).Last);
    }

    private static void CheckNaN(IlgpuHardware hardware, string operation)
    {
        foreach (Type type in new[] { typeof(float), typeof(double) })
        {
            MethodInfo kernel = FunctionKernels.All[$"DeviceAtomic.{operation}({type.Name}&, {type.Name})"].Kernel;
            object[][] calls = [.. Enumerable.Range(0, Calls).Select(i => new[] { 0, i == 100 ? Value(type, double.NaN) : Value(type, i) })];
            Assert.Equal(Value(type, double.NaN), Run(hardware, kernel, calls, Value(type, 1)).Last);
            Assert.Equal(Value(type, double.NaN), Run(hardware, kernel, calls[..1024], Value(type, double.NaN)).Last);
        }
    }

    private static (object[] Old, object Last) Run(IlgpuHardware hardware, MethodInfo kernel, object[][] calls, object first)
    {
        byte[] output = new byte[(calls.Length + 1) * FunctionHarness.Slot];
        FunctionRun.Put(output.AsSpan(calls.Length * FunctionHarness.Slot), first);
        FunctionRun.On(hardware, kernel, FunctionRun.Input(calls), output);
        object[] old = [.. Enumerable.Range(0, calls.Length).Select(i => FunctionRun.Output(output, i, first))];
        return (old, FunctionRun.Output(output, calls.Length, first));
    }

    private static object Value(Type type, double value) => Convert.ChangeType(value, type, CultureInfo.InvariantCulture);

    private static object Combine(string operation, object left, object right) => (left, right) switch
    {
        (int a, int b) => Combine(operation, a, b),
        (uint a, uint b) => Combine(operation, a, b),
        (long a, long b) => Combine(operation, a, b),
        (ulong a, ulong b) => Combine(operation, a, b),
        (float a, float b) => (object)(operation switch { "Add" => a + b, "Max" => Math.Max(a, b), _ => Math.Min(a, b) }),
        (double a, double b) => (object)(operation switch { "Add" => a + b, "Max" => Math.Max(a, b), _ => Math.Min(a, b) }),
        _ => throw new ArgumentException(left.GetType().Name),
    };

    private static object Combine<T>(string operation, T left, T right) where T : IBinaryInteger<T> => operation switch
    {
        "Add" => left + right,
        "And" => left & right,
        _ => left | right,
    };
}
