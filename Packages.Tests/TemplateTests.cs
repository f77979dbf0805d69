using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>The templates of <c>dotnet new</c>: <c>Kinds/Templates</c>.</summary>
public sealed class TemplateTests
{
    /// <summary>The names of the kinds.</summary>
    public static TheoryData<string> Names => [.. Kind.Names("Templates/")];

    /// <summary>It builds without a warning and prints what it should.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public Task It_works(string name) => Trial.Of(name);
}
