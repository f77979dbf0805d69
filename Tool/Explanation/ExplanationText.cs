using HmmGen.Planning.Cutting;
using HmmGen.Tool.Output;

namespace HmmGen.Tool.Explanation;

/// <summary>Writes an explanation for people.</summary>
/// <param name="output">Where it goes.</param>
internal sealed class ExplanationText(ToolOutput output)
{
    /// <summary>Writes it.</summary>
    /// <param name="kernel">The explanation.</param>
    public void Write(KernelExplanation kernel)
    {
        output.Line($"{kernel.Kernel}, {kernel.File}({kernel.Line},{kernel.Column})");
        output.Line(Summary(kernel));
        output.Line(Lanes(kernel));
        if (kernel.Fast)
        {
            output.Line("Floating point is fast: products and sums may be rounded once, sums added in another order, and functions differ in the last places.");
        }

        foreach (ParameterExplanation parameter in kernel.Parameters)
        {
            output.Line();
            output.Line($"{parameter.Name}: {Use(parameter)}, {parameter.ElementSize} {(parameter.ElementSize == 1 ? "byte" : "bytes")} an element");
            foreach (AccessExplanation access in parameter.Accesses)
            {
                Write(parameter, access, kernel.File);
            }
        }

        if (kernel.Names.Count > 0)
        {
            output.Line();
            output.Line("where");
            foreach (string name in kernel.Names)
            {
                output.Line($"  {NameText.Of(name, kernel)}");
            }
        }
    }

    private static string Summary(KernelExplanation kernel)
    {
        int all = kernel.Exact + kernel.Bounded + kernel.Scouted + kernel.Faults;
        string counts = $"{all} accesses: {kernel.Exact} planned exactly, {kernel.Bounded} within bounds, "
            + $"{kernel.Scouted} found by a scout, {kernel.Faults} left to faults.";
        return counts + (all == 0 ? ""
            : kernel.Faults > 0 ? " A launch runs until it misses a page, and goes on when the page is there."
            : " A launch brings all pages before they are needed.");
    }

    private static string Lanes(KernelExplanation kernel)
        => kernel.Serial is { } why ? $"On the host work items run one after another: {why}."
            : kernel.HasLanesOfTurns ? $"On the host work items run one after another, turns of their loops side by side, in vectors of 8 lanes{Wide(kernel)}."
            : kernel.LaneRows == 1 ? $"On the host {kernel.Lanes} work items of a row run side by side{Along(kernel)}, in vectors of 8 lanes{Wide(kernel)}."
            : $"On the host {kernel.Lanes} work items in each of {kernel.LaneRows} rows run side by side{Along(kernel)}, in vectors of 8 lanes{Wide(kernel)}.";

    private static string Along(KernelExplanation kernel) => kernel.AlongRows ? ", along rows that the last index counts" : "";

    private static string Wide(KernelExplanation kernel) => kernel.HasWideLanes ? ", or twice as many in vectors of 16" : "";

    private static string Use(ParameterExplanation parameter) => parameter.Use switch
    {
        "both" => "read and written",
        "read" => "only read, so its pages are never written back",
        "write" => "only written",
        _ => "not used",
    };

    private void Write(ParameterExplanation parameter, AccessExplanation access, string file)
    {
        string place = access.File == file ? $"line {access.Line}" : $"{Path.GetFileName(access.File)}({access.Line})";
        string verb = access.Kind + (access.Planned == PlannedAs.Exact ? "s" : "");
        string text = $"{(access.Planned == PlannedAs.Exact ? "" : "may ")}{verb} {parameter.Name}[{access.Index}]";
        string when = access.Conditions is { } conditions ? $" where {conditions}" : "";
        output.Line($"  {place}: {text}{when}");
        output.Line($"    {Planned(access)}{(access.Why is { } why ? $": {why}" : "")}");
        if (access.ByRows)
        {
            output.Line($"    row by row, up to {BoxCutter.MostBoxes} rows; of more, a few at a time within bounds");
        }
    }

    private static string Planned(AccessExplanation access) => access.Planned switch
    {
        PlannedAs.Exact when access.Kind == "write" => "planned exactly; a page that is overwritten whole is not brought first",
        PlannedAs.Exact => "planned exactly",
        PlannedAs.Bounded => "planned within bounds",
        PlannedAs.Scouted => "found by a scout, which runs first",
        _ => "left to faults",
    };
}
