using System.Text.Json;
using HmmGen.Tool.Commands;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>A run of the tool in this process: what it wrote, and how it ended.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">The results.</param>
/// <param name="Errors">The errors.</param>
internal sealed record ToolRun(int Code, string Output, string Errors)
{
    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The run.</returns>
    public static ToolRun Of(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = new HmmCommand(output, errors).Invoke(arguments);
        ToolRun run = new(code, output.ToString(), errors.ToString());

        // A line of a stack trace. Generated code has lines that begin alike: its index is named at.
        Assert.DoesNotMatch(@"   at [^ ]+\(", run.Output + run.Errors);
        return run;
    }

    /// <summary>Runs the tool with <c>--json</c>.</summary>
    /// <param name="code">The exit code that it must end with.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>The result, or the error when it must end with <see cref="ExitCode.WrongUse"/>.</returns>
    public static JsonElement Json(int code, params string[] arguments)
    {
        ToolRun run = Of([.. arguments, "--json"]);
        Assert.Equal((code, ""), (run.Code, run.Errors));
        JsonElement document = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, document.GetProperty("shape").GetInt32());
        Assert.Equal(arguments[0], document.GetProperty("command").GetString());
        JsonElement error = document.GetProperty("error");
        JsonElement result = document.GetProperty("result");
        Assert.Equal(code == ExitCode.WrongUse, error.ValueKind != JsonValueKind.Null);
        Assert.NotEqual(error.ValueKind == JsonValueKind.Null, result.ValueKind == JsonValueKind.Null);
        return error.ValueKind == JsonValueKind.Null ? result : error;
    }
}
