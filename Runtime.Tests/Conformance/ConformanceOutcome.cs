namespace HmmGen.Tests.Conformance;

/// <summary>What a row came to; a failure is an exception.</summary>
internal enum ConformanceOutcome
{
    /// <summary>What the row asserts holds.</summary>
    Pass,

    /// <summary>It holds for what stands for the row's system calls here.</summary>
    Emulated,

    /// <summary>Right data, but not all that the row asserts holds.</summary>
    Differs,

    /// <summary>There is nothing that the row could run on.</summary>
    NotApplicable,
}
