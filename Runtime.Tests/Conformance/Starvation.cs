namespace HmmGen.Tests.Conformance;

/// <summary>How long a device has no memory.</summary>
internal enum Starvation
{
    /// <summary>One allocation fails, of pages or of tables.</summary>
    Once,

    /// <summary>From one allocation of pages on all of them fail.</summary>
    ForGood,
}
