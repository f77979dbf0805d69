using HmmGen.Launching.Accesses;

namespace HmmGen;

/// <content>Device addresses for libraries that bring their own kernels.</content>
public sealed partial class HmmDevice
{
    /// <summary>Brings a range to the device and gives its place to a callback, which calls a library such as cuBLAS, clBLAS or OpenBLAS.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="range">The elements: an array of a space, or a slice of one. They stay on the device.</param>
    /// <param name="access">What the library does with the elements.</param>
    /// <param name="action">The callback. It gets the place of the range and the native stream.</param>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/exception"/>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/remarks"/>
    public void Access<T>(HmmArray<T> range, HmmAccess access, Action<HmmDeviceAddress, nint> action)
        where T : unmanaged
        => AccessOne<T>(range, access, action);

    /// <summary>Brings an array to the device for one access and gives its place to a callback.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="range">The elements. They are mirrored for this access.</param>
    /// <param name="access">What the library does with the elements.</param>
    /// <param name="action">The callback. It gets the place of the range and the native stream.</param>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/exception"/>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/remarks"/>
    public void Access<T>(T[] range, HmmAccess access, Action<HmmDeviceAddress, nint> action)
        where T : unmanaged
        => AccessOne<T>(range, access, action);

    /// <summary>Brings memory to the device and gives its place to a callback.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="range">The elements. Those of a space's array stay on the device; all others are mirrored for this access.</param>
    /// <param name="access">What the library does with the elements.</param>
    /// <param name="action">The callback. It gets the place of the range and the native stream.</param>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/exception"/>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/remarks"/>
    public void Access<T>(Memory<T> range, HmmAccess access, Action<HmmDeviceAddress, nint> action)
        where T : unmanaged
        => AccessOne<T>(range, access, action);

    /// <summary>Brings two ranges to the device and gives their places to a callback.</summary>
    /// <param name="first">The first range.</param>
    /// <param name="second">The second range.</param>
    /// <param name="action">The callback. It gets the places of the ranges and the native stream.</param>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/exception"/>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/remarks"/>
    public void Access(HmmOperand first, HmmOperand second, Action<HmmDeviceAddress, HmmDeviceAddress, nint> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        NativeAccess.Run(
            Session,
            [first.Range, second.Range],
            [nameof(first), nameof(second)],
            (addresses, stream) => action(addresses[0], addresses[1], stream),
            CancellationToken.None);
    }

    /// <summary>Brings three ranges to the device and gives their places to a callback: what a product of matrices needs.</summary>
    /// <param name="first">The first range.</param>
    /// <param name="second">The second range.</param>
    /// <param name="third">The third range.</param>
    /// <param name="action">The callback. It gets the places of the ranges and the native stream.</param>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/exception"/>
    /// <inheritdoc cref="Access(ReadOnlySpan{HmmOperand}, Action{HmmDeviceAddresses, nint}, CancellationToken)" path="/remarks"/>
    public void Access(
        HmmOperand first, HmmOperand second, HmmOperand third, Action<HmmDeviceAddress, HmmDeviceAddress, HmmDeviceAddress, nint> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        NativeAccess.Run(
            Session,
            [first.Range, second.Range, third.Range],
            [nameof(first), nameof(second), nameof(third)],
            (addresses, stream) => action(addresses[0], addresses[1], addresses[2], stream),
            CancellationToken.None);
    }

    /// <summary>Brings ranges to the device and gives their places to a callback, which calls a library such as cuBLAS, clBLAS or OpenBLAS.</summary>
    /// <param name="operands">The ranges. Ranges that overlap share memory on the device too.</param>
    /// <param name="action">The callback. It gets the places of the ranges, in their order, and the native stream.</param>
    /// <param name="cancellationToken">Ends the access before it calls the callback.</param>
    /// <exception cref="ArgumentNullException">A range or the callback is null. Nothing has run.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The access is not a value of <see cref="HmmAccess"/>. Nothing has run.</exception>
    /// <exception cref="ArgumentException">Plain arrays overlap so that their elements do not coincide. Nothing has run.</exception>
    /// <exception cref="ObjectDisposedException">The device or an array is disposed of. Nothing has run.</exception>
    /// <exception cref="InvalidOperationException">The call is made inside the callback of another access. Nothing has run.</exception>
    /// <exception cref="HmmAccessException">The protection of an element forbids the access. Nothing has run.</exception>
    /// <exception cref="HmmOutOfMemoryException">The device cannot hold the pages of all ranges at the same time. Nothing has run.</exception>
    /// <exception cref="HmmDeviceException">The device failed, or a copy from a device failed.</exception>
    /// <exception cref="IOException">The file beneath an array has become shorter, or cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled before the callback began. Nothing has run.</exception>
    /// <remarks>
    /// <para>
    /// The call waits for the device and for launches that use the ranges. It returns when the callback has returned and the work that the callback put into
    /// the native stream has ended. Work in other streams must have ended when the callback returns. The host sees results as after a launch. What the callback
    /// wrote counts also when it throws, and its exception comes from this call.
    /// </para>
    /// <para>
    /// The stream is a <c>CUstream</c> on CUDA devices, whose context is current while the callback runs, and the <c>cl_command_queue</c> on OpenCL devices. It
    /// is 0 on the host and on simulated devices. The callback must not write ranges that it accesses for reading, nor anything beyond a range. Inside the
    /// callback, launches, accesses and prefetches are refused, and so are calls that would wait for memory.
    /// </para>
    /// </remarks>
    public void Access(ReadOnlySpan<HmmOperand> operands, Action<HmmDeviceAddresses, nint> action, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        AccessRange[] ranges = new AccessRange[operands.Length];
        string[] names = new string[operands.Length];
        for (int i = 0; i < ranges.Length; i++)
        {
            ranges[i] = operands[i].Range;
            names[i] = $"{nameof(operands)}[{i}]";
        }

        NativeAccess.Run(Session, ranges, names, action, cancellationToken);
    }

    private void AccessOne<T>(HmmBuffer<T> range, HmmAccess access, Action<HmmDeviceAddress, nint> action)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(action);
        NativeAccess.Run(
            Session, [new AccessRange(range, access)], [nameof(range)], (addresses, stream) => action(addresses[0], stream), CancellationToken.None);
    }
}
