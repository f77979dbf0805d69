using HmmGen.Base;

namespace HmmGen;

/// <summary>The error of an access outside a buffer or against the protection of its memory.</summary>
/// <remarks>A kernel or the host made the access. Instances do not change and may be read by any thread.</remarks>
public sealed class HmmAccessException : HmmException
{
    internal HmmAccessException(string what, ErrorPlace place, HmmAccessViolation violation, Exception? inner = null)
        : base(what, place, inner)
        => Violation = violation;

    /// <summary>Makes the exception for an access that the protection of an element forbids.</summary>
    /// <param name="element">The element, in words.</param>
    /// <param name="protection">The protection.</param>
    /// <param name="place">The place of the error.</param>
    /// <param name="where">Where the access was made, where the place does not say it: ", on the host".</param>
    /// <returns>The exception.</returns>
    internal static HmmAccessException Forbidden(string element, HmmProtection protection, ErrorPlace place, string where = "")
        => protection == HmmProtection.None
            ? new HmmAccessException($"{element} is protected from all access{where}", place, HmmAccessViolation.NoAccess)
            : new HmmAccessException($"{element} is read-only{where}", place, HmmAccessViolation.ReadOnly);

    /// <summary>The rule that the access broke.</summary>
    public HmmAccessViolation Violation { get; }
}
