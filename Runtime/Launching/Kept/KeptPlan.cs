using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Launching.Kept;

/// <summary>The plan of a launch, with all that it was made from. Never changes.</summary>
/// <typeparam name="TArguments">The arguments' type.</typeparam>
/// <param name="descriptor">The kernel. Another one is made when the program's code changes.</param>
/// <param name="arguments">The scalar arguments.</param>
/// <param name="box">The work items.</param>
/// <param name="buffers">The buffers, of which only the lengths count.</param>
/// <param name="plan">The plan.</param>
internal sealed class KeptPlan<TArguments>(
    KernelDescriptor descriptor, TArguments arguments, WorkBox box, ReadOnlySpan<LaunchBuffer> buffers, AccessPlan plan)
    where TArguments : unmanaged
{
    private readonly TArguments _arguments = arguments;
    private readonly long[] _lengths = LengthsOf(buffers);

    /// <summary>The plan.</summary>
    public AccessPlan Plan => plan;

    /// <summary>Whether a launch has this plan.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="given">The scalar arguments.</param>
    /// <param name="items">The work items.</param>
    /// <param name="spans">The buffers.</param>
    /// <returns>True when the plan was made from the same.</returns>
    public bool IsOf(KernelDescriptor kernel, in TArguments given, WorkBox items, ReadOnlySpan<LaunchBuffer> spans)
    {
        if (descriptor != kernel || box != items || spans.Length != _lengths.Length || !KeptArguments.AreEqual(_arguments, given))
        {
            return false;
        }

        for (int i = 0; i < spans.Length; i++)
        {
            if (spans[i].Length != _lengths[i])
            {
                return false;
            }
        }

        return true;
    }

    private static long[] LengthsOf(ReadOnlySpan<LaunchBuffer> buffers)
    {
        long[] lengths = new long[buffers.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = buffers[i].Length;
        }

        return lengths;
    }
}
