namespace HmmGen.Language.Tests.Running;

/// <summary>How the trial of a case ended, and why.</summary>
/// <param name="Kind">How.</param>
/// <param name="Detail">The ids of a refusal, the first difference, the error; empty when there is nothing to say.</param>
/// <param name="Reason">The first message of a refusal.</param>
internal sealed record Outcome(OutcomeKind Kind, string Detail = "", string Reason = "")
{
    /// <summary>Whether nothing is at fault: all devices agree, or the kernel was refused, or it is no C#.</summary>
    public bool IsSound => Kind is OutcomeKind.Equal or OutcomeKind.Refused or OutcomeKind.NotCSharp;

    /// <summary>The outcome in the words of a file of expectations.</summary>
    public string Verdict => Kind switch
    {
        OutcomeKind.Equal => "equal",
        OutcomeKind.Refused => "refused " + Detail,
        OutcomeKind.NotCSharp => "not C#",
        OutcomeKind.Wrong => "WRONG",
        OutcomeKind.DoesNotCompile => "DOES NOT COMPILE",
        OutcomeKind.Crash => "CRASH",
        _ => "HANG",
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        OutcomeKind.Equal => Verdict,
        OutcomeKind.Refused => $"{Verdict} ({Reason})",
        _ => $"{Verdict}: {Detail}",
    };
}
