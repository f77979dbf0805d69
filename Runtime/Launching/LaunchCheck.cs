using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>Checks the arguments of a launch before anything runs.</summary>
internal static class LaunchCheck
{
    /// <summary>Checks the arguments, and throws for a wrong one.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="device">The device.</param>
    /// <param name="extent">The work items.</param>
    /// <param name="buffers">The buffers.</param>
    /// <exception cref="ArgumentException">An argument is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The device or an array is disposed.</exception>
    public static void Arguments(KernelDescriptor descriptor, DeviceSession device, HmmExtent extent, ReadOnlySpan<LaunchBuffer> buffers)
    {
        device.ThrowIfDisposed();
        if (extent.Rank != descriptor.Rank)
        {
            throw new ArgumentException(
                $"{descriptor.Name} has {descriptor.Rank} index dimensions, but the extent {extent} has {extent.Rank}.", nameof(extent));
        }

        if (extent.Error is { } error)
        {
            throw new ArgumentException($"{descriptor.Name}: {error}", nameof(extent));
        }

        if ((UInt128)(ulong)extent.Box.Size(0) * (ulong)extent.Box.Size(1) * (ulong)extent.Box.Size(2) > long.MaxValue)
        {
            throw new ArgumentException($"{descriptor.Name}: the extent {extent} has more than {long.MaxValue} work items.", nameof(extent));
        }

        if (buffers.Length != descriptor.Parameters.Count)
        {
            throw new ArgumentException(
                $"{descriptor.Name} has {descriptor.Parameters.Count} span parameters, but {buffers.Length} buffers were passed.", nameof(buffers));
        }

        for (int i = 0; i < buffers.Length; i++)
        {
            Buffer(descriptor, descriptor.Parameters[i], buffers[i]);
        }
    }

    private static void Buffer(KernelDescriptor descriptor, KernelParameter parameter, LaunchBuffer buffer)
    {
        if (buffer.ElementSize == 0)
        {
            throw new ArgumentNullException(parameter.Name);
        }

        if (buffer.ElementSize != parameter.ElementSize)
        {
            throw new ArgumentException(
                $"{descriptor.Name}: elements of '{parameter.Name}' have {parameter.ElementSize} bytes, but the buffer's have {buffer.ElementSize}.",
                parameter.Name);
        }

        if (buffer.Length > int.MaxValue)
        {
            throw new ArgumentException(
                $"{descriptor.Name}: '{parameter.Name}' has {buffer.Length} elements, but a span holds at most {int.MaxValue}; pass a slice.", parameter.Name);
        }

        if (buffer.IsDisposed || buffer.Region is { IsDisposed: true })
        {
            throw new ObjectDisposedException("HmmGen.HmmArray", $"{descriptor.Name}: the array passed as '{parameter.Name}' is disposed.");
        }
    }
}
