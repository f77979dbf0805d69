using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>How many work items a chunk may have.</summary>
internal sealed class LaunchLimits
{
    /// <summary>The most records of a wave: one for each item of a resumable chunk.</summary>
    public const int Records = 1 << 16;

    /// <summary>Slots are written to records as <see cref="int"/>.</summary>
    private const long MostSlots = 1 << 30;

    /// <summary>The most memory for the states of a chunk's items, and as much for their small local arrays.</summary>
    private const long StateBytes = 64L << 20;

    /// <summary>Works the limits out.</summary>
    /// <param name="descriptor">The kernel.</param>
    /// <param name="options">The device's options.</param>
    public LaunchLimits(KernelDescriptor descriptor, HmmDeviceOptions options)
    {
        long wished = options.MaximumChunk ?? MostSlots;
        long scratch = descriptor.ScratchSize > 0 ? Math.Max(1, StateBytes / descriptor.ScratchSize) : MostSlots;
        long state = Math.Max(1, StateBytes / Math.Max(8, descriptor.StateSize));
        DirectChunk = Math.Min(wished, scratch);
        ResumableChunk = Math.Min(Math.Min(DirectChunk, state), Records);
    }

    /// <summary>The most items in a direct chunk.</summary>
    public long DirectChunk { get; }

    /// <summary>The most items in a resumable chunk.</summary>
    public long ResumableChunk { get; }
}
