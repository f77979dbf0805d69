using HmmGen.Coherence.Core;

namespace HmmGen.Tests.Child.Injection;

/// <summary>One step of a walk: a call that fails or is late.</summary>
/// <param name="Call">The call.</param>
/// <param name="Time">Which of them, from 1.</param>
/// <param name="Error">The error; 0 for none.</param>
/// <param name="Late">By how many milliseconds it is late.</param>
/// <param name="Repeats">Whether all that follow fail too, until the operation ends.</param>
internal sealed record InjectedStep(CoreCall Call, long Time, int Error, int Late, bool Repeats)
{
    private const int LateBy = 50;

    /// <summary>The steps for a call that an operation makes some times.</summary>
    /// <param name="call">The call.</param>
    /// <param name="times">How often it is made.</param>
    /// <param name="sample">Whether only the first and the last time are tried, with one error.</param>
    /// <returns>The steps.</returns>
    public static IEnumerable<InjectedStep> For(CoreCall call, long times, bool sample)
    {
        int[] errors = InjectedErrors.Of(call);
        for (long time = 1; time <= times; time++)
        {
            if (sample && time > 1 && time < times)
            {
                continue;
            }

            for (int i = 0; i < (sample ? Math.Min(1, errors.Length) : errors.Length); i++)
            {
                yield return new InjectedStep(call, time, errors[i], 0, Repeats: false);
            }

            if (errors.Length > 0 && !InjectedErrors.IsTriedAgain(errors[0]))
            {
                yield return new InjectedStep(call, time, errors[0], 0, Repeats: true);
            }

            if (!sample)
            {
                yield return new InjectedStep(call, time, 0, LateBy, Repeats: false);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Call}|{Time}|{(Late > 0 ? "late" : InjectedErrors.NameOf(Error) + (Repeats ? " from then on" : ""))}";
}
