// Safety: an address holds while the call runs whose frame pins the array.
using System.Runtime.InteropServices;
using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching.Kept;

/// <summary>Pins the plain arrays among some buffers, by a call for each one. A handle would cost more than a short launch.</summary>
internal static unsafe class PinnedArrays
{
    /// <summary>Puts the addresses of the arrays' elements into spans, and runs something while they hold.</summary>
    /// <typeparam name="TRun">The type of what is run.</typeparam>
    /// <param name="buffers">The buffers.</param>
    /// <param name="spans">The place of each buffer's elements. Those of regions are there.</param>
    /// <param name="run">What is run.</param>
    public static void Run<TRun>(ReadOnlySpan<LaunchBuffer> buffers, Span<DeviceSpan> spans, TRun run) where TRun : IPinnedRun, allows ref struct
        => Run(buffers, spans, run, first: 0);

    private static void Run<TRun>(ReadOnlySpan<LaunchBuffer> buffers, Span<DeviceSpan> spans, TRun run, int first)
        where TRun : IPinnedRun, allows ref struct
    {
        for (int i = first; i < buffers.Length; i++)
        {
            ref readonly LaunchBuffer buffer = ref buffers[i];
            if (buffer.IsTransient)
            {
                fixed (byte* array = &MemoryMarshal.GetArrayDataReference(buffer.Array!))
                {
                    spans[i].Origin = (nint)array + buffer.Start * buffer.ElementSize;
                    Run(buffers, spans, run, i + 1);
                }

                return;
            }
        }

        run.Run();
    }
}
