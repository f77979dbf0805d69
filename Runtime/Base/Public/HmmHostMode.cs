namespace HmmGen;

/// <summary>The ways in which the host shares the memory of a space with devices.</summary>
public enum HmmHostMode
{
    /// <summary>Any code in the process may touch the memory at any time, and system calls too.</summary>
    Transparent,

    /// <summary>Any code in the process may touch the memory at any time, but system calls need prepared memory.</summary>
    /// <remarks>
    /// A system call that touches a page which is not on the host fails with EFAULT (an <see cref="IOException"/>, "Bad address"). A span or memory that is
    /// taken after a launch may go to system calls until the next launch that uses the array. While such a launch runs, and for maps of files, pin the
    /// elements.
    /// </remarks>
    TransparentUserMode,

    /// <summary>The host touches memory through explicit scopes, as <see cref="HmmArray{T}"/> describes.</summary>
    Scopes,
}
