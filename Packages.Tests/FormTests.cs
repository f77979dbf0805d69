using Xunit;

namespace HmmGen.Packages.Tests;

/// <summary>The forms in which a program can be published: <c>Kinds/Forms</c>.</summary>
public sealed class FormTests
{
    /// <summary>The names of the kinds.</summary>
    public static TheoryData<string> Names => [.. Kind.Names("Forms/")];

    /// <summary>It builds without a warning and prints what it should.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public Task It_works(string name) => Trial.Of(name);
}
