using HmmGen.Kernels;

namespace HmmGen.Launching.Lanes;

/// <summary>One thread's copies of the tables of a launch.</summary>
internal sealed class TableCopy
{
    /// <summary>Makes an object without memory.</summary>
    /// <param name="parameters">The kernel's span parameters.</param>
    public TableCopy(int parameters)
    {
        (Bound, Apart) = (new DeviceSpan[parameters], new nint[parameters]);
        Spans = new HostSpans(Bound, Apart);
    }

    /// <summary>The place of each span parameter's elements; of a table that of the first copy.</summary>
    public DeviceSpan[] Bound { get; }

    /// <summary>For each span parameter the bytes from one copy to the next; 0 without copies.</summary>
    public nint[] Apart { get; }

    /// <summary>The same for generated code.</summary>
    public HostSpans Spans { get; }

    /// <summary>The memory of the copies, pinned.</summary>
    public byte[] Room { get; set; } = [];
}
