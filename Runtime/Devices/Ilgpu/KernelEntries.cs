using System.Reflection;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Devices.Ilgpu;

/// <summary>Finds the entry point of a kernel's variant.</summary>
internal static class KernelEntries
{
    /// <summary>Finds the entry point.</summary>
    /// <param name="kernel">The generated kernel, an <see cref="IHmmKernel{TArguments}"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variant">The variant.</param>
    /// <returns>The method.</returns>
    public static MethodInfo Of(Type kernel, Type arguments, KernelVariant variant)
    {
        Type memory = variant switch
        {
            KernelVariant.InPlaceLinear => typeof(LinearMemory<PlaceStore>),
            KernelVariant.InPlaceChecked => typeof(CheckedMemory<PlaceStore>),
            KernelVariant.Linear => typeof(LinearMemory<ViewStore>),
            KernelVariant.Checked => typeof(CheckedMemory<ViewStore>),
            KernelVariant.Paged => typeof(PagedMemory<ViewStore>),
            KernelVariant.Resumable => typeof(ResumableMemory<ViewStore>),
            KernelVariant.Stepped => typeof(SteppedMemory<ViewStore>),
            _ => throw new ArgumentOutOfRangeException(nameof(variant)),
        };
        string entry = IsInPlace(variant) ? nameof(KernelEntry.RunInPlace) : nameof(KernelEntry.Run);
        return typeof(KernelEntry).GetMethod(entry)!.MakeGenericMethod(kernel, arguments, memory);
    }

    /// <summary>Whether a variant works on process memory, and so needs no frames.</summary>
    /// <param name="variant">The variant.</param>
    /// <returns>True when it does.</returns>
    public static bool IsInPlace(KernelVariant variant) => variant is KernelVariant.InPlaceLinear or KernelVariant.InPlaceChecked;

    /// <summary>The arguments' type of a kernel.</summary>
    /// <param name="kernel">The generated kernel.</param>
    /// <returns>The type.</returns>
    /// <exception cref="ArgumentException">The type is not a kernel.</exception>
    public static Type ArgumentsOf(Type kernel)
    {
        Type? contract = Array.Find(
            kernel.GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IHmmKernel<>));
        return contract?.GetGenericArguments()[0] ?? throw new ArgumentException($"{kernel} is not a generated kernel.", nameof(kernel));
    }
}
