namespace HmmGen;

/// <summary>
/// Marks a static method over spans as a kernel: the generator adds overloads that run it on an <see cref="HmmDevice"/>.
/// </summary>
/// <remarks>
/// The method's first <see cref="Rank"/> parameters are the index of a work item (<see cref="int"/>); each
/// <see cref="Span{T}"/> or <see cref="ReadOnlySpan{T}"/> parameter is process memory that the device mirrors. The
/// containing types must be <c>partial</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HmmKernelAttribute : Attribute
{
    /// <summary>The number of index dimensions, 1 to 3; the last one varies fastest.</summary>
    public int Rank { get; set; } = 1;
}
