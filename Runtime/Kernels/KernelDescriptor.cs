using System.ComponentModel;

namespace HmmGen.Kernels;

/// <summary>All that the runtime knows about a kernel besides its code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KernelDescriptor
{
    /// <summary>The access plan of the kernel that the planner read last; null until the first launch.</summary>
    internal object? Plan;

    /// <summary>
    /// Stands for the kernel in what a device remembers. It refers to nothing, whereas the descriptor of a kernel that throws refers to its assembly, which a
    /// plug-in's host may want to unload.
    /// </summary>
    internal readonly object Identity = new();

    private int _generation;
    private long _hostItems;

    /// <summary>The method's name with its type, as in errors and reports: <c>Ops.Saxpy</c>.</summary>
    internal string Name { get; init; } = "";

    /// <summary>The number of index dimensions, 1 to 3.</summary>
    internal int Rank { get; init; }

    /// <summary>The file of the annotated method.</summary>
    internal string File { get; init; } = "";

    /// <summary>The line of the annotated method's name, from 1.</summary>
    internal int Line { get; init; }

    /// <summary>The column of the annotated method's name, from 1.</summary>
    internal int Column { get; init; }

    /// <summary>The span parameters, in the method's order.</summary>
    internal IReadOnlyList<KernelParameter> Parameters { get; init; } = [];

    /// <summary>The places that can miss a page or fail, numbered as in item records.</summary>
    internal IReadOnlyList<AccessSite> Sites { get; init; } = [];

    /// <summary>The size of a saved work item in bytes, a multiple of 8.</summary>
    internal int StateSize { get; init; }

    /// <summary>The bytes of small local arrays that each work item needs, a multiple of 8; 0 when there are none.</summary>
    internal int ScratchSize { get; init; }

    /// <summary>Whether something other than an access can fail: a division, checked arithmetic, a slice, a switch, a throw.</summary>
    internal bool HasGuards { get; init; }

    /// <summary>Whether floating-point numbers may be rounded less often and added in another order.</summary>
    internal bool IsFast { get; init; }

    /// <summary>Whether the access plan names the indices of some accesses, and not those of others.</summary>
    internal bool IsPartlyPlanned { get; init; }

    /// <summary>Whether devices have a variant that checks some indices: those that the plan does not name, and those that it names by their type alone.</summary>
    internal bool HasRest { get; init; }

    /// <summary>The kernel's scout; null when it has none.</summary>
    internal KernelScout? Scout { get; init; }

    /// <summary>How the kernel runs work items as lanes on the host; null when it does not.</summary>
    internal KernelLanes? Lanes { get; init; }

    /// <summary>How the kernel runs items of rows as lanes, where its last index counts them one after another; null when it does not.</summary>
    internal KernelLanes? Rows { get; init; }

    /// <summary>Why the kernel has no lanes, as a clause; empty when it has.</summary>
    internal string Serial { get; init; } = "";

    /// <summary>Factories of the exceptions that the kernel throws, numbered as in records of <see cref="ErrorCode.Thrown"/>.</summary>
    internal IReadOnlyList<Func<Exception>> Exceptions { get; init; } = [];

    /// <summary>Whether no span is both read and written, so that an item may run twice where spans do not overlap.</summary>
    internal bool ReadsNothingWritten
    {
        get
        {
            for (int i = 0; i < Parameters.Count; i++)
            {
                if (Parameters[i] is { Reads: true, Writes: true })
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Counts work items that run on the host.</summary>
    /// <param name="items">The items of a launch.</param>
    /// <returns>About how many there have been, these included; launches at once may lose some.</returns>
    internal long CountHostItems(long items) => _hostItems = Math.Min(_hostItems + items, long.MaxValue / 2);

    /// <summary>The descriptor that was read last for a kernel.</summary>
    /// <typeparam name="TState">The kernel's type of a saved work item; every kernel has its own.</typeparam>
    /// <returns>The descriptor; null when there is none, or when the program's code has changed since.</returns>
    public static KernelDescriptor? Known<TState>() where TState : unmanaged
        => Volatile.Read(ref Last<TState>.Descriptor) is { } known && known._generation == KernelUpdates.Generation ? known : null;

    /// <summary>Reads a descriptor from the text in generated code. <see cref="DescriptorReader"/> describes the text.</summary>
    /// <typeparam name="TState">The kernel's type of a saved work item.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="sizes">The sizes of elements that the text names by number, in bytes.</param>
    /// <returns>The descriptor.</returns>
    /// <exception cref="FormatException">The text is not a descriptor.</exception>
    public static KernelDescriptor Read<TState>(string text, params int[] sizes) where TState : unmanaged => Read<TState>(text, [], sizes);

    /// <summary>Reads a descriptor from text, with the exceptions that the kernel throws.</summary>
    /// <typeparam name="TState">The kernel's type of a saved work item.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="exceptions">Factories of the exceptions.</param>
    /// <param name="sizes">The sizes of elements that the text names by number, in bytes.</param>
    /// <returns>The descriptor.</returns>
    /// <exception cref="FormatException">The text is not a descriptor.</exception>
    public static KernelDescriptor Read<TState>(string text, Func<Exception>[] exceptions, params int[] sizes) where TState : unmanaged
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(exceptions);
        int generation = KernelUpdates.Generation;
        KernelDescriptor read = DescriptorReader.Read(text, ParkedState.Size<TState>(), sizes, exceptions);
        read._generation = generation;
        Volatile.Write(ref Last<TState>.Descriptor, read);
        return read;
    }

    private static class Last<TState>
    {
        public static KernelDescriptor? Descriptor;
    }
}
