// Safety: a copy lies in a pinned array, which lives as long as this object. Sources are the buffers of a launch, which locks and pins them.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HmmGen.Base;
using HmmGen.Kernels;

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
    private readonly long[] _bytes;
    private readonly byte[]?[] _memory;

    /// <summary>Notes a launch. Nothing is copied yet.</summary>
    /// <param name="launch">The launch, whose kernel has a scout.</param>
    public LoadedCopy(PlacedLaunch launch)
    {
        _loads = launch.Descriptor.Scout!.Loads;
        _scalars = launch.Scalars.ToArray();
        _box = launch.Box;
        _bytes = new long[launch.Spans.Length];
        for (int i = 0; i < _bytes.Length; i++)
        {
            _bytes[i] = launch.BytesOf(i);
        }

        _memory = new byte[]?[_bytes.Length];
    }

    /// <summary>The bytes of the elements that a launch loads indices from.</summary>
    /// <param name="launch">The launch, whose kernel has a scout.</param>
    /// <returns>The number of bytes.</returns>
    public static long BytesOf(PlacedLaunch launch)
    {
        long bytes = 0;
        for (int i = 0; i < launch.Spans.Length; i++)
        {
            bytes += launch.Descriptor.Scout!.Loads[i] ? launch.BytesOf(i) : 0;
        }

        return bytes;
    }

    /// <summary>
    /// Whether a launch has the same items, scalars and lengths. It may have other arrays: only what they hold and their lengths decide about indices.
    /// </summary>
    /// <param name="launch">The launch.</param>
    /// <returns>True when it has.</returns>
    public bool IsOf(PlacedLaunch launch)
    {
        if (launch.Box != _box || !launch.Scalars.SequenceEqual(_scalars))
        {
            return false;
        }

        for (int i = 0; i < _bytes.Length; i++)
        {
            if (_bytes[i] != launch.BytesOf(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the copy has what the launch's memory holds now.</summary>
    /// <param name="launch">The launch.</param>
    /// <returns>True when it has; false also before anything was copied.</returns>
    public bool Agrees(PlacedLaunch launch)
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
    public void Fill(PlacedLaunch launch)
    {
        for (int i = 0; i < _memory.Length; i++)
        {
            if (Has(i))
            {
                _memory[i] ??= GC.AllocateUninitializedArray<byte>((int)_bytes[i] + Alignment, pinned: true);
                Source(launch, i).CopyTo(Copy(i));
            }
        }
    }

    /// <summary>The place of the elements of a parameter that the launch reads: in the copy, if it has them.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="given">Their place in the caller's memory.</param>
    /// <returns>The span.</returns>
    public unsafe DeviceSpan SpanOf(int parameter, DeviceSpan given)
    {
        given.Origin = Has(parameter) ? (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Copy(parameter))) : given.Origin;
        return given;
    }

    private static unsafe ReadOnlySpan<byte> Source(PlacedLaunch launch, int parameter)
        => new((void*)launch.Spans[parameter].Origin, (int)launch.BytesOf(parameter));

    private bool Has(int parameter) => _loads[parameter] && _bytes[parameter] > 0;

    private unsafe Span<byte> Copy(int parameter)
    {
        byte[] memory = _memory[parameter]!;
        long past = (long)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory)) % Alignment;
        return memory.AsSpan((int)((Alignment - past) % Alignment), (int)_bytes[parameter]);
    }
}
