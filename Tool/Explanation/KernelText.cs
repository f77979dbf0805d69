namespace HmmGen.Tool.Explanation;

/// <summary>The text of a kernel in some language.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Show">The language: <c>csharp</c>, <c>opencl</c> or <c>ptx</c>.</param>
/// <param name="Target">The target; null for C#.</param>
/// <param name="Variant">The variant; null for C#, which is one text for all.</param>
/// <param name="Text">The text.</param>
internal sealed record KernelText(string Kernel, string Show, string? Target, string? Variant, string Text);
