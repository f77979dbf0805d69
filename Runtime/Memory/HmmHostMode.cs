namespace HmmGen;

/// <summary>How the host shares the memory of a space with devices.</summary>
public enum HmmHostMode
{
    /// <summary>Anything in the process may touch the memory at any time, system calls included.</summary>
    Transparent,

    /// <summary>
    /// As <see cref="Transparent"/>, but a system call that touches a page which is not on the host fails with EFAULT (an <see cref="IOException"/>, "Bad
    /// address"): pin the elements first.
    /// </summary>
    TransparentUserMode,

    /// <summary>The host touches memory through explicit scopes, as <see cref="HmmArray{T}"/> describes.</summary>
    Scopes,
}
