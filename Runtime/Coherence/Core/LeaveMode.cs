namespace HmmGen.Coherence.Core;

/// <summary>How pages leave a device.</summary>
internal enum LeaveMode
{
    /// <summary>The host is brought up to date; the device keeps a copy to read.</summary>
    Keep,

    /// <summary>The host is brought up to date; the pages are taken from the device.</summary>
    Drop,

    /// <summary>They are taken from the device, and what is newer there is thrown away.</summary>
    Discard,

    /// <summary>The device is lost: what only it had is an error from now on.</summary>
    Lose,
}
