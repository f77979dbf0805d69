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
    /// <param name="isGrid">Whether it is <see cref="GridEntry"/>, where the variant has one.</param>
    /// <returns>The method.</returns>
    public static MethodInfo Of(Type kernel, Type arguments, KernelVariant variant, bool isGrid = true)
    {
        if (variant == KernelVariant.Scout)
        {
            return typeof(ScoutEntry).GetMethod(nameof(ScoutEntry.Run))!.MakeGenericMethod(kernel, arguments);
        }

        Type memory = variant switch
        {
            KernelVariant.Linear => typeof(LinearMemory<ViewStore>),
            KernelVariant.Checked => typeof(CheckedMemory<ViewStore, AllAccesses>),
            KernelVariant.Unplanned => typeof(CheckedMemory<ViewStore, UnplannedAccesses>),
            KernelVariant.Paged => typeof(PagedMemory<ViewStore>),
            KernelVariant.Proven => typeof(ProvenMemory<ViewStore>),
            KernelVariant.Resumable => typeof(ResumableMemory<ViewStore>),
            KernelVariant.Stepped => typeof(SteppedMemory<ViewStore>),
            _ => throw new ArgumentOutOfRangeException(nameof(variant)),
        };
        Type entry = isGrid && IsDirect(variant) && RankOf(kernel) > 1 ? typeof(GridEntry) : typeof(KernelEntry);
        return entry.GetMethod(nameof(KernelEntry.Run))!.MakeGenericMethod(kernel, arguments, memory);
    }

    /// <summary>Whether a variant runs every item of a box from its beginning to its end.</summary>
    /// <param name="variant">The variant.</param>
    /// <returns>True when no item parks.</returns>
    public static bool IsDirect(KernelVariant variant)
        => variant is KernelVariant.Linear or KernelVariant.Checked or KernelVariant.Unplanned or KernelVariant.Paged or KernelVariant.Proven;

    /// <summary>Whether a kernel has a variant.</summary>
    /// <param name="kernel">The generated kernel.</param>
    /// <param name="variant">The variant.</param>
    /// <returns>True when launches may run it.</returns>
    public static bool Has(Type kernel, KernelVariant variant) => variant switch
    {
        KernelVariant.Scout => kernel.GetMethod(nameof(IHmmKernel<int>.Scout)) is not null,
        KernelVariant.Unplanned => kernel.GetProperty(nameof(IHmmKernel<int>.Descriptor))?.GetValue(null) is KernelDescriptor { HasRest: true },
        _ => true,
    };

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

    private static int RankOf(Type kernel) => (int)kernel.GetProperty(nameof(IHmmKernel<int>.Rank))!.GetValue(null)!;
}
