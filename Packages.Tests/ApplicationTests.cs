using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>The kinds of project that there are: <c>Kinds/Applications</c>.</summary>
public sealed class ApplicationTests
{
    /// <summary>The names of the kinds.</summary>
    public static TheoryData<string> Names => [.. Kind.Names("Applications/")];

    /// <summary>It builds without a warning and prints what it should.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public Task It_works(string name) => Trial.Of(name);
}
