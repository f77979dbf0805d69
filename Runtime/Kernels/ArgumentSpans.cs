// Safety: arguments begin with one DeviceSpan for each span parameter. The length check confirms this as far as it can.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HmmGen.Kernels;

/// <summary>The spans in a kernel's arguments. They are its first fields, in the order of the span parameters.</summary>
internal static class ArgumentSpans
{
    /// <summary>Puts a span into the arguments.</summary>
    /// <typeparam name="TArguments">The arguments' type.</typeparam>
    /// <param name="arguments">The arguments.</param>
    /// <param name="parameter">The span parameter's number.</param>
    /// <param name="span">The place of its elements.</param>
    public static void Bind<TArguments>(ref TArguments arguments, int parameter, DeviceSpan span) where TArguments : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((parameter + 1) * Unsafe.SizeOf<DeviceSpan>(), Unsafe.SizeOf<TArguments>(), nameof(parameter));
        Unsafe.Add(ref Unsafe.As<TArguments, DeviceSpan>(ref arguments), parameter) = span;
    }

    /// <summary>The spans in the arguments.</summary>
    /// <typeparam name="TArguments">The arguments' type.</typeparam>
    /// <param name="arguments">The arguments.</param>
    /// <param name="parameters">The number of span parameters.</param>
    /// <returns>The spans, in the order of the parameters.</returns>
    public static Span<DeviceSpan> Of<TArguments>(ref TArguments arguments, int parameters) where TArguments : unmanaged
        => MemoryMarshal.Cast<byte, DeviceSpan>(MemoryMarshal.AsBytes(new Span<TArguments>(ref arguments))[..(parameters * Unsafe.SizeOf<DeviceSpan>())]);

    /// <summary>What follows the spans in the arguments: scalars, and what lies between them.</summary>
    /// <typeparam name="TArguments">The arguments' type.</typeparam>
    /// <param name="arguments">The arguments.</param>
    /// <param name="parameters">The number of span parameters.</param>
    /// <returns>The bytes.</returns>
    public static ReadOnlySpan<byte> ScalarsOf<TArguments>(in TArguments arguments, int parameters) where TArguments : unmanaged
        => MemoryMarshal.AsBytes(new ReadOnlySpan<TArguments>(in arguments))[(parameters * Unsafe.SizeOf<DeviceSpan>())..];
}
