namespace HmmGen;

/// <summary>The rules that an access can break.</summary>
public enum HmmAccessViolation
{
    /// <summary>The element index is outside the buffer.</summary>
    OutOfRange,

    /// <summary>A slice reaches outside the buffer from which it is taken.</summary>
    SliceOutOfRange,

    /// <summary>The access writes memory whose protection is <see cref="HmmProtection.ReadOnly"/>.</summary>
    ReadOnly,

    /// <summary>The access reads or writes memory whose protection is <see cref="HmmProtection.None"/>.</summary>
    NoAccess,
}
