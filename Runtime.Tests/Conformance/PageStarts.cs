namespace HmmGen.Tests.Conformance;

/// <summary>From which starts a row runs.</summary>
internal enum PageStarts
{
    /// <summary>Once with the pages on the host first, once with the pages on the device first.</summary>
    Both,

    /// <summary>Once: the row places its pages itself, or nobody has touched them.</summary>
    Own,
}
