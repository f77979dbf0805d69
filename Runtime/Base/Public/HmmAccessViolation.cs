namespace HmmGen;

/// <summary>What was wrong with an access.</summary>
public enum HmmAccessViolation
{
    /// <summary>The element index is outside the buffer.</summary>
    OutOfRange,

    /// <summary>A slice reaches outside the buffer it is taken from.</summary>
    SliceOutOfRange,

    /// <summary>A write to memory that may only be read.</summary>
    ReadOnly,

    /// <summary>An access to memory that may not be touched.</summary>
    NoAccess,
}
