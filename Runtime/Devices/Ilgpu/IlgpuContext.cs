using System.Reflection;
using HmmGen.Devices.Ilgpu.Portable;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Backends.OpenCL;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;
using ILGPU.IR.Values;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Makes ILGPU contexts whose kernels give the results of .NET.</summary>
internal static class IlgpuContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="devices">Selects the devices; null for a context that only compiles.</param>
    /// <returns>The context; to be disposed of.</returns>
    public static Context Create(Action<Context.Builder>? devices = null)
    {
        DeviceFunctions.Register();
        return Context.Create(builder =>
        {
            devices?.Invoke(builder);

            // After atomics, O2 marks branches as uniform that are not. MathMode.Default keeps NaN, infinities and signed zeros.
            builder.Optimize(OptimizationLevel.O1).Inlining(InliningMode.Aggressive).Math(MathMode.Default).EnableAlgorithms();
            IntrinsicImplementationManager intrinsics = builder.GetIntrinsicManager();
            intrinsics.RegisterGenericAtomic(AtomicKind.Add, BasicValueType.Float32, Redirect(typeof(float)));
            intrinsics.RegisterGenericAtomic(AtomicKind.Add, BasicValueType.Float64, Redirect(typeof(double)));
            FusedProducts.Register(intrinsics);
            DeviceComparisons.Register(intrinsics);
        });
    }

    private static CLIntrinsic Redirect(Type type) => new(
        typeof(PortableAtomic).GetMethod(
            nameof(PortableAtomic.AddByExchange), BindingFlags.Static | BindingFlags.NonPublic, [type.MakeByRefType(), type])!,
        IntrinsicImplementationMode.Redirect);
}
