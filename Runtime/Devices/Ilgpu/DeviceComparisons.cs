using System.Reflection;
using HmmGen.Devices.Ilgpu.Portable;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Has devices compare floating-point numbers as C# does.</summary>
/// <remarks>
/// Where the left number is a constant, ILGPU exchanges the two and takes the comparison for one that is true for NaN. It does not see through a comparison that is
/// written here. OpenCL C has the very operator, which a driver's compiler knows well. For CUDA, NaN is asked for as well: of a constant that costs nothing.
/// </remarks>
internal static class DeviceComparisons
{
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>Registers what stands for <see cref="PortableMath.Less(float, float)"/> and its like.</summary>
    /// <param name="intrinsics">The functions of a context.</param>
    public static void Register(IntrinsicImplementationManager intrinsics)
    {
        foreach (string name in (string[])[nameof(Less), nameof(LessOrEqual), nameof(Greater), nameof(GreaterOrEqual)])
        {
            foreach (Type type in (Type[])[typeof(float), typeof(double)])
            {
                MethodInfo function = typeof(PortableMath).GetMethod(name, [type, type])!;
                intrinsics.RegisterMethod(
                    function, new CLIntrinsic(typeof(DeviceComparisons).GetMethod(nameof(OpenCL), Own)!, IntrinsicImplementationMode.GenerateCode));
                intrinsics.RegisterMethod(
                    function, new PTXIntrinsic(typeof(DeviceComparisons).GetMethod(name, Own, [type, type])!, IntrinsicImplementationMode.Redirect));
            }
        }
    }

    private static void OpenCL(CLBackend backend, CLCodeGenerator generator, Value value)
    {
        MethodCall call = (MethodCall)value;
        string sign = call.Target.Source.Name switch { nameof(Less) => "<", nameof(LessOrEqual) => "<=", nameof(Greater) => ">", _ => ">=" };
        using CLCodeGenerator.StatementEmitter statement = generator.BeginStatement(generator.Allocate(value));
        statement.AppendArgument(generator.Load(call[0]));
        statement.AppendCommand(sign);
        statement.AppendArgument(generator.Load(call[1]));
    }

    private static int Less(float left, float right) => (left < right ? 1 : 0) & Ordered(left, right);

    private static int Less(double left, double right) => (left < right ? 1 : 0) & Ordered(left, right);

    private static int LessOrEqual(float left, float right) => (left <= right ? 1 : 0) & Ordered(left, right);

    private static int LessOrEqual(double left, double right) => (left <= right ? 1 : 0) & Ordered(left, right);

    private static int Greater(float left, float right) => (left > right ? 1 : 0) & Ordered(left, right);

    private static int Greater(double left, double right) => (left > right ? 1 : 0) & Ordered(left, right);

    private static int GreaterOrEqual(float left, float right) => (left >= right ? 1 : 0) & Ordered(left, right);

    private static int GreaterOrEqual(double left, double right) => (left >= right ? 1 : 0) & Ordered(left, right);

    private static int Ordered(float left, float right) => PortableMath.IsNaN(left) | PortableMath.IsNaN(right) ? 0 : 1;

    private static int Ordered(double left, double right) => PortableMath.IsNaN(left) | PortableMath.IsNaN(right) ? 0 : 1;
}
