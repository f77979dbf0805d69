namespace HmmGen.Generators.Signatures;

/// <summary>A parameter of a launch overload.</summary>
/// <param name="Name">The name in the kernel, not escaped.</param>
/// <param name="Type">The C# type in the overload.</param>
/// <param name="Element">The element type of a buffer; null for a scalar.</param>
/// <param name="Default">The default value in C#; null when there is none.</param>
/// <param name="IsList">Whether callers may list elements in its place (<c>params</c>).</param>
/// <param name="IsLine">Whether it gets the caller's line (<c>CallerLineNumber</c>).</param>
internal sealed record SignatureParameter(string Name, string Type, string? Element, string? Default, bool IsList, bool IsLine = false);
