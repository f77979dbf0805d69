namespace HmmGen;

/// <summary>How the host shares the memory of a space with devices.</summary>
public enum HmmHostMode
{
    /// <summary>Anything in the process may touch the memory at any time, system calls included.</summary>
    Transparent,

    /// <summary>
    /// As <see cref="Transparent"/>, but a system call that touches a page which is not on the host fails with EFAULT (an <see cref="IOException"/>, "Bad
    /// address"). A span or memory that is taken after a launch can be given to system calls until the next launch that uses the array; while one is under way,
    /// and for maps of files, pin the elements.
    /// </summary>
    TransparentUserMode,

    /// <summary>The host touches memory through explicit scopes, as <see cref="HmmArray{T}"/> describes.</summary>
    Scopes,
}
