using System.CommandLine;
using System.CommandLine.Parsing;
using HmmGen.Base;

namespace HmmGen.Samples;

/// <summary>The option <c>--budget</c>: an amount of memory as <see cref="ByteSizeText"/> reads it.</summary>
internal sealed class BudgetOption : Option<string?>
{
    /// <summary>Makes the option.</summary>
    /// <param name="description">What it is for.</param>
    public BudgetOption(string description)
        : base("--budget")
    {
        Description = description;
        Validators.Add(Check);
    }

    /// <summary>What a command line asks for.</summary>
    /// <param name="result">The command line, without errors.</param>
    /// <returns>The bytes; null where the option is not given.</returns>
    public long? Read(ParseResult result) => result.GetValue(this) is { } text && ByteSizeText.TryParse(text, out long bytes) ? bytes : null;

    private static void Check(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && !(ByteSizeText.TryParse(text, out long bytes) && bytes > 0))
            result.AddError($"'{text}' is no amount of memory; write 4MiB, 512KiB or a number of bytes.");
    }
}
