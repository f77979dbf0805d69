using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>Projects with settings of their own, and machines that lack something: <c>Kinds/Circumstances</c>.</summary>
public sealed class CircumstanceTests
{
    /// <summary>The names of the kinds.</summary>
    public static TheoryData<string> Names => [.. Kind.Names("Circumstances/")];

    /// <summary>It builds without a warning and prints what it should.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public Task It_works(string name) => Trial.Of(name);
}
