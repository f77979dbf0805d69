using System.CommandLine;
using System.Globalization;
using HmmGen.Tool.Commands;
using HmmGen.Tool.Output;
using Spectre.Console;

namespace HmmGen.Tool.Information;

/// <summary><c>hmm info</c>: shows devices, the host mode, and what to change to get better ones.</summary>
internal sealed class InfoCommand() : ToolCommand("info", "Shows the devices and the host mode of this machine, the reasons, and what to change.")
{
    /// <inheritdoc/>
    public override int Run(ParseResult arguments, ToolOutput output)
    {
        MachineReport report = MachineReport.OfMachine();
        if (output.IsJson)
        {
            output.Json(Name, report);
        }
        else
        {
            Write(report, output);
        }

        return ExitCode.Good;
    }

    /// <summary>Writes a report for people.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where it goes.</param>
    internal static void Write(MachineReport report, ToolOutput output)
    {
        output.Line($"HmmGen {report.Version}, .NET {report.DotNet}, {report.System}, {report.Processors} processors");
        output.Line($"Host mode: {report.HostMode}: {report.HostModeReason}");
        output.Line($"Fault service: {(report.FaultService.IsLoaded ? "loaded" : report.FaultService.Reason)}");
        Table table = new Table().AddColumns("device", "kind", "default", "memory for pages", "how it reaches memory");
        foreach (DeviceReport device in report.Devices)
        {
            string budget = device.MemoryBudget is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0} MiB") : "";
            table.AddRow(
                new Text(device.Name), new Text(device.Kind.ToString()), new Text(device.IsDefault ? "yes" : ""), new Text(budget), new Text(device.Problem ?? device.Mirror));
        }

        output.Console.Write(table);
        List("Not found:", report.Discovery, output);
        List("To get more:", report.Advice, output);
    }

    private static void List(string title, IReadOnlyList<string> lines, ToolOutput output)
    {
        if (lines.Count > 0)
        {
            output.Line(title);
            foreach (string line in lines)
            {
                output.Line($"  {line}");
            }
        }
    }
}
