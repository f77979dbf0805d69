namespace HmmGen;

/// <summary>How a device reaches process memory.</summary>
public enum HmmMirrorMode
{
    /// <summary>The device works on process memory itself.</summary>
    InPlace,

    /// <summary>HmmGen mirrors pages, and kernels park and resume where a page is missing.</summary>
    SoftwareFaults,
}
