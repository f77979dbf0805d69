namespace HmmGen.Tests.Conformance;

/// <summary>A method that is a row of the kernel's suite.</summary>
/// <param name="name">The row's name there.</param>
/// <param name="statement">What must hold.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ConformanceRowAttribute(string name, string statement) : Attribute
{
    /// <summary>The row's name in the kernel's suite.</summary>
    public string Name => name;

    /// <summary>What must hold.</summary>
    public string Statement => statement;

    /// <summary>From which starts it runs.</summary>
    public PageStarts Starts { get; init; }
}
