// Safety: a copy lies in a pinned array, which lives as long as this object. Sources are the buffers of a launch, which locks and pins them.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Memory;

namespace HmmGen.Launching.InPlace;

/// <summary>
/// A copy of the elements from which a kernel computes its indices. A launch reads the copy in place of the caller's memory: other threads may write that at
/// any time, and nobody would tell. What is proven of the copy stays so. Used under the launch lock of the device.
/// </summary>
internal sealed class LoadedCopy
{
    /// <summary>The bytes that the addresses of a copy are multiples of: enough for every element.</summary>
    private const int Alignment = 64;

    private readonly IReadOnlyList<bool> _loads;
    private readonly byte[] _scalars;
    private readonly WorkBox _box;
    private readonly (long Length, int ElementSize)[] _shapes;
    private readonly byte[]?[] _memory;

    /// <summary>Notes a launch. Nothing is copied yet.</summary>
    /// <param name="launch">The launch, whose kernel has a scout.</param>
    public LoadedCopy(Launch launch)
    {
        _loads = launch.Descriptor.Scout!.Loads;
        _scalars = launch.Kernel.Scalars.ToArray();
        _box = launch.Box;
        _shapes = Array.ConvertAll(launch.Binding.Buffers.ToArray(), static buffer => (buffer.Length, buffer.ElementSize));
        _memory = new byte[]?[_shapes.Length];
    }

    /// <summary>The bytes of the elements that a launch loads indices from.</summary>
    /// <param name="launch">The launch, whose kernel has a scout.</param>
    /// <returns>The number of bytes.</returns>
    public static long BytesOf(Launch launch)
    {
        long bytes = 0;
        for (int i = 0; i < launch.Binding.Buffers.Length; i++)
        {
            LaunchBuffer buffer = launch.Binding.Buffers[i];
            bytes += launch.Descriptor.Scout!.Loads[i] ? buffer.Length * buffer.ElementSize : 0;
        }

        return bytes;
    }

    /// <summary>
    /// Whether a launch has the same items, scalars and lengths. It may have other arrays: only what they hold and their lengths decide about indices.
    /// </summary>
    /// <param name="launch">The launch.</param>
    /// <returns>True when it has.</returns>
    public bool IsOf(Launch launch)
    {
        if (launch.Box != _box || !launch.Kernel.Scalars.SequenceEqual(_scalars))
        {
            return false;
        }

        for (int i = 0; i < _shapes.Length; i++)
        {
            if (_shapes[i] != (launch.Binding.Buffers[i].Length, launch.Binding.Buffers[i].ElementSize))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the copy has what the launch's memory holds now.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>True when it has; false also before anything was copied.</returns>
    public bool Agrees(Launch launch)
    {
        for (int i = 0; i < _memory.Length; i++)
        {
            if (Has(i) && (_memory[i] is null || !Source(launch, i).SequenceEqual(Copy(i))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Copies the elements from the launch's memory.</summary>
    /// <param name="launch">The launch.</param>
    public void Fill(Launch launch)
    {
        for (int i = 0; i < _memory.Length; i++)
        {
            if (Has(i))
            {
                _memory[i] ??= GC.AllocateUninitializedArray<byte>(BytesOf(i) + Alignment, pinned: true);
                Source(launch, i).CopyTo(Copy(i));
            }
        }
    }

    /// <summary>The address of the copy of a parameter's elements.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The address; 0 when the kernel reads the caller's memory.</returns>
    public unsafe long AddressOf(int parameter) => Has(parameter) ? (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Copy(parameter))) : 0;

    private static unsafe ReadOnlySpan<byte> Source(Launch launch, int parameter)
    {
        LaunchBuffer buffer = launch.Binding.Buffers[parameter];
        return new ReadOnlySpan<byte>((byte*)buffer.Region!.Address + buffer.Start * buffer.ElementSize, (int)(buffer.Length * buffer.ElementSize));
    }

    private bool Has(int parameter) => _loads[parameter] && _shapes[parameter].Length > 0;

    private int BytesOf(int parameter) => (int)(_shapes[parameter].Length * _shapes[parameter].ElementSize);

    private unsafe Span<byte> Copy(int parameter)
    {
        byte[] memory = _memory[parameter]!;
        long past = (long)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory)) % Alignment;
        return memory.AsSpan((int)((Alignment - past) % Alignment), BytesOf(parameter));
    }
}
