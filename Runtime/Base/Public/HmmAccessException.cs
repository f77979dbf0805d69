using HmmGen.Base;

namespace HmmGen;

/// <summary>The error of an access outside a buffer or against the protection of its memory.</summary>
/// <remarks>A kernel or the host made the access. Instances do not change and may be read by any thread.</remarks>
public sealed class HmmAccessException : HmmException
{
    internal HmmAccessException(string what, ErrorPlace place, HmmAccessViolation violation, Exception? inner = null)
        : base(what, place, inner)
        => Violation = violation;

    /// <summary>The rule that the access broke.</summary>
    public HmmAccessViolation Violation { get; }
}
