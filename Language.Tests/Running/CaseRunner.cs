using HmmGen.Language.Tests.Cases;
using HmmGen.Language.Tests.Compiling;

namespace HmmGen.Language.Tests.Running;

/// <summary>Runs cases on devices and compares with the plain method.</summary>
/// <param name="devices">The devices.</param>
/// <param name="rule">When two floating numbers are the same on a device that computes as the host does.</param>
internal sealed class CaseRunner(IReadOnlyList<TrialDevice> devices, FloatRule rule)
{
    private const int Items = 64;

    /// <summary>After which time a launch counts as hanging.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Of these devices one more runs each case. The case's name tells which, so a case that fails fails again.</summary>
    public IReadOnlyList<TrialDevice> OneOf { get; init; } = [];

    /// <summary>Runs a case.</summary>
    /// <param name="program">The case.</param>
    /// <returns>How it went.</returns>
    public Outcome Run(CaseProgram program)
    {
        int items = program.Case.IsSingle ? 1 : Items;
        Array[] given = program.Arrays(CaseData.Length);
        CaseData.Fill(program.Names, given);
        Array[] right = Copy(given);
        Exception? truth;
        bool ordered;
        try
        {
            truth = TimedCall.Catch(Limit, () => program.Plain(right, 0, items));
            ordered = items > 1 && truth is null && DependsOnOrder(program, given, right, items);
        }
        catch (TimeoutException)
        {
            return new Outcome(OutcomeKind.Hang, "the plain method does not end");
        }

        foreach (TrialDevice device in DevicesFor(program.Case))
        {
            Array[] found = Copy(given);
            Exception? thrown;
            try
            {
                thrown = TimedCall.Catch(Limit, () => Launch(program, device.Device, found, items, ordered));
            }
            catch (TimeoutException)
            {
                device.Abandon();
                return new Outcome(OutcomeKind.Hang, device.Name);
            }

            string? difference = ExceptionComparison.Difference(program.Case, truth, thrown);

            // When one of many items throws, which others have run is open.
            if (difference is null && (truth is null || items == 1))
            {
                difference = ArrayComparison.First(program.Names, right, found, device.RuleFor(program.Case, rule));
            }

            if (difference is not null)
            {
                return new Outcome(OutcomeKind.Wrong, $"{device.Name}: {difference}");
            }
        }

        return new Outcome(OutcomeKind.Equal);
    }

    private IEnumerable<TrialDevice> DevicesFor(LanguageCase @case)
        => OneOf.Count == 0 ? devices : devices.Append(OneOf[@case.Name.Sum(letter => letter) % OneOf.Count]);

    /// <summary>Whether items see each other's effects. Such a case says something only when items run one after the other.</summary>
    private bool DependsOnOrder(CaseProgram program, Array[] given, Array[] right, int items)
    {
        Array[] backwards = Copy(given);
        Exception? thrown = TimedCall.Catch(Limit, () =>
        {
            for (int i = items - 1; i >= 0; i--)
            {
                program.Plain(backwards, i, i + 1);
            }
        });
        return thrown is not null || ArrayComparison.First(program.Names, right, backwards, rule) is not null;
    }

    private static void Launch(CaseProgram program, HmmDevice device, Array[] arrays, int items, bool ordered)
    {
        if (!ordered)
        {
            program.Launch(device, items, arrays);
            return;
        }

        for (int i = 0; i < items; i++)
        {
            program.Launch(device, HmmExtent.Range(i, i + 1), arrays);
        }
    }

    private static Array[] Copy(Array[] arrays) => [.. arrays.Select(array => (Array)array.Clone())];
}
