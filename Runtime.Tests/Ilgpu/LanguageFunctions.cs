namespace HmmGen.Tests.Ilgpu;

/// <summary>Operators of C# as device code writes them; ILGPU and devices must understand them as .NET does.</summary>
public static class LanguageFunctions
{
    /// <summary>A sum that wraps.</summary>
    public static int Add(int left, int right) => unchecked(left + right);
}
