using HmmGen.Base;

namespace HmmGen;

/// <summary>An access outside a buffer, or against the protection of its memory, by a kernel or by the host.</summary>
public sealed class HmmAccessException : HmmException
{
    internal HmmAccessException(string what, ErrorPlace place, HmmAccessViolation violation, Exception? inner = null)
        : base(what, place, inner)
        => Violation = violation;

    /// <summary>What was wrong with the access.</summary>
    public HmmAccessViolation Violation { get; }
}
