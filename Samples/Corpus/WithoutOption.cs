using System.CommandLine;
using HmmGen.Tests.Devices;

namespace HmmGen.Corpus;

/// <summary>The option <c>--without</c>: a mechanism of the engine that devices do without, as <see cref="Mechanisms"/> names it.</summary>
internal sealed class WithoutOption : Option<string?>
{
    /// <summary>Makes the option.</summary>
    /// <param name="otherwise">What is done where it is not given.</param>
    public WithoutOption(string otherwise)
        : base("--without")
    {
        Description = $"A mechanism of the engine that devices do without, or {Mechanisms.All}. Otherwise {otherwise}.";
        AcceptOnlyFromAmong([.. Mechanisms.Names]);
    }
}
