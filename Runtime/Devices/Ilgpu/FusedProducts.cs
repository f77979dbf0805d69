using System.Reflection;
using HmmGen.Devices.Ilgpu.Portable;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;
using ILGPU.Runtime.Cuda;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Has devices do a product and a sum in one step, in kernels that ask for speed before bits. ILGPU's compiler offers none.</summary>
internal static class FusedProducts
{
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>Registers what stands for <see cref="PortableMath.MultiplyAdd(float, float, float)"/> and its twin.</summary>
    /// <param name="intrinsics">The functions of a context.</param>
    public static void Register(IntrinsicImplementationManager intrinsics)
    {
        foreach (Type type in (Type[])[typeof(float), typeof(double)])
        {
            MethodInfo function = typeof(PortableMath).GetMethod(nameof(PortableMath.MultiplyAdd), [type, type, type])!;
            intrinsics.RegisterMethod(
                function, new CLIntrinsic(typeof(FusedProducts).GetMethod(nameof(OpenCL), Own)!, IntrinsicImplementationMode.GenerateCode));
            intrinsics.RegisterMethod(
                function, new PTXIntrinsic(typeof(FusedProducts).GetMethod(nameof(Cuda), Own, [type, type, type])!, IntrinsicImplementationMode.Redirect));
        }
    }

    // OpenCL C's mad rounds once where the device can do so at full speed, and twice elsewhere.
    private static void OpenCL(CLBackend backend, CLCodeGenerator generator, Value value)
    {
        MethodCall call = (MethodCall)value;
        using CLCodeGenerator.StatementEmitter statement = generator.BeginStatement(generator.Allocate(value));
        statement.AppendCommand("mad");
        statement.BeginArguments();
        for (int argument = 0; argument < 3; argument++)
        {
            statement.AppendArgument(generator.Load(call[argument]));
        }

        statement.EndArguments();
    }

    private static float Cuda(float left, float right, float addend)
    {
        CudaAsm.Emit("fma.rn.f32 %0, %1, %2, %3;", out float result, left, right, addend);
        return result;
    }

    private static double Cuda(double left, double right, double addend)
    {
        CudaAsm.Emit("fma.rn.f64 %0, %1, %2, %3;", out double result, left, right, addend);
        return result;
    }
}
