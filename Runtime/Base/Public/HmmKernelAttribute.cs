namespace HmmGen;

/// <summary>Marks a static method over spans as a kernel. The generator adds overloads that run it on an <see cref="HmmDevice"/>.</summary>
/// <remarks>
/// The first <see cref="Rank"/> parameters of the method are the index of a work item (<see cref="int"/>). Each <see cref="Span{T}"/> or
/// <see cref="ReadOnlySpan{T}"/> parameter is process memory that the device mirrors. The containing types must be <c>partial</c>. Any thread may call the
/// overloads.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HmmKernelAttribute : Attribute
{
    /// <summary>The number of index dimensions, 1 to 3; the last one varies fastest. The default is 1.</summary>
    public int Rank { get; set; } = 1;

    /// <summary>
    /// How the kernel computes with floating-point numbers. The default is <see cref="HmmFloatingPoint.Strict"/>. With
    /// <see cref="HmmFloatingPoint.Fast"/> results may differ in their last bits between devices, launches and places in a launch; <c>docs/lanes.md</c> has the
    /// bounds. A call of the method itself stays strict.
    /// </summary>
    public HmmFloatingPoint FloatingPoint { get; set; }
}
