namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>A parameter of a generated method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Modifier"><c>ref</c>, <c>in</c>, <c>out</c> or nothing.</param>
/// <param name="Type">Its type.</param>
internal sealed record HelperParameter(string Name, string Modifier, string Type);
