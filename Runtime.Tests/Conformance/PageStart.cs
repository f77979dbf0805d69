namespace HmmGen.Tests.Conformance;

/// <summary>Where the pages of a row are when it begins.</summary>
internal enum PageStart
{
    /// <summary>On the host.</summary>
    Host,

    /// <summary>On the device, newer there than on the host.</summary>
    Device,
}
