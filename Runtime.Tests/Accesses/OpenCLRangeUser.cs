// Safety: buffers of the host are pinned or native, and as large as the copies. A write's source is freed with the user, when its access has ended.
using System.Runtime.InteropServices;
using static HmmGen.Tests.Accesses.OpenCLCalls;

namespace HmmGen.Tests.Accesses;

/// <summary>Uses ranges in an OpenCL buffer, by the handle and the queue of the access. Writes are not waited for: the access does that.</summary>
internal sealed unsafe class OpenCLRangeUser : RangeUser
{
    private readonly List<GCHandle> _sources = [];

    ~OpenCLRangeUser() => _sources.ForEach(static source => source.Free());

    /// <inheritdoc/>
    public override int[] Read(HmmDeviceAddress address, nint stream)
    {
        int[] elements = new int[address.Bytes / sizeof(int)];
        fixed (int* target = elements)
        {
            if (elements.Length > 0)
            {
                Check(clEnqueueReadBuffer(stream, address.Buffer, 1, (nuint)address.Offset, (nuint)address.Bytes, target, 0, null, null));
            }
        }

        return elements;
    }

    /// <inheritdoc/>
    public override void Write(HmmDeviceAddress address, nint stream, int[] elements)
    {
        if (elements.Length > 0)
        {
            GCHandle source = GCHandle.Alloc(elements, GCHandleType.Pinned);
            _sources.Add(source);
            Check(clEnqueueWriteBuffer(
                stream, address.Buffer, 0, (nuint)address.Offset, (nuint)elements.Length * sizeof(int), (void*)source.AddrOfPinnedObject(), 0, null, null));
        }
    }
}
