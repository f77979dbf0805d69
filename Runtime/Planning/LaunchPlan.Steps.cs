using HmmGen.Planning.Steps;

namespace HmmGen.Planning;

// Evaluates the text that generated code passes.
public sealed partial class LaunchPlan
{
    /// <summary>Evaluates a plan that uses no numbers of the launch.</summary>
    /// <param name="steps">The plan's text, read once for a kernel.</param>
    public void Follow(string steps) => Follow(steps, []);

    /// <summary>Evaluates a plan.</summary>
    /// <param name="steps">The plan's text, read once for a kernel.</param>
    /// <param name="number0">The number of the launch.</param>
    public void Follow(string steps, long number0) => Follow(steps, [number0]);

    /// <summary>Evaluates a plan.</summary>
    /// <param name="steps">The plan's text, read once for a kernel.</param>
    /// <param name="number0">The first number of the launch.</param>
    /// <param name="number1">The second one.</param>
    public void Follow(string steps, long number0, long number1) => Follow(steps, [number0, number1]);

    /// <summary>Evaluates a plan.</summary>
    /// <param name="steps">The plan's text, read once for a kernel.</param>
    /// <param name="number0">The first number of the launch.</param>
    /// <param name="number1">The second one.</param>
    /// <param name="number2">The third one.</param>
    public void Follow(string steps, long number0, long number1, long number2) => Follow(steps, [number0, number1, number2]);

    /// <summary>Evaluates a plan.</summary>
    /// <param name="steps">The plan's text, read once for a kernel.</param>
    /// <param name="numbers">The numbers of the launch.</param>
    public void Follow(string steps, params long[] numbers) => Follow(steps, numbers.AsSpan());

    /// <summary>Evaluates a plan.</summary>
    /// <param name="text">The plan's text, read once for a kernel.</param>
    /// <param name="numbers">The numbers of the launch.</param>
    internal void Follow(string text, ReadOnlySpan<long> numbers)
    {
        PlanSteps? steps = Volatile.Read(ref _descriptor.Plan) as PlanSteps;
        if (steps is null || steps.Text != text)
        {
            steps = PlanReader.Read(text, _descriptor);
            Volatile.Write(ref _descriptor.Plan, steps);
        }
        if (steps.Numbers != numbers.Length)
        {
            throw new InvalidOperationException($"The plan of {_descriptor.Name} needs {steps.Numbers} numbers, not {numbers.Length}; this is an error in HmmGen.");
        }
        PlanRun.Follow(steps, this, numbers);
    }
}
