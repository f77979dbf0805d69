namespace HmmGen.Tool.Output;

/// <summary>What a command writes with <c>--json</c>. docs/tool.md has the shape; what is there is not renamed or taken away while <see cref="Shape"/> is the same.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="Command">The command.</param>
/// <param name="Result">The result; null when there is an error.</param>
/// <param name="Error">The reason why there is no result; else null.</param>
internal sealed record JsonDocument<T>(string Command, T? Result, JsonError? Error)
{
    /// <summary>The number of the shape.</summary>
    public int Shape => 1;
}
