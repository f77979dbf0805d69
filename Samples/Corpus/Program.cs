using System.CommandLine;
using HmmGen;
using HmmGen.Corpus;
using HmmGen.Samples;
using HmmGen.Tests.Devices;
using Spectre.Console;

Option<string> deviceOption = new("--device") { Description = "Where the kernels run.", DefaultValueFactory = _ => DeviceChoice.Auto };
deviceOption.AcceptOnlyFromAmong([.. DeviceChoice.Names]);
Option<string> filterOption = new("--filter") { Description = "Only cases whose name contains this.", DefaultValueFactory = _ => "" };
Option<int> seedOption = new("--seed") { Description = "The seed of the data.", DefaultValueFactory = _ => 1 };
Option<int> sizeOption = new("--size") { Description = "About how many elements the largest array has.", DefaultValueFactory = _ => 3000 };
WithoutOption withoutOption = new("they have them all");

RootCommand command = new("Runs every kernel of the corpus in every form and compares the results with the host's.")
{
    deviceOption, filterOption, seedOption, sizeOption, withoutOption,
};
command.SetAction(arguments =>
{
    try
    {
        HmmDeviceKind kind = DeviceChoice.Kind(arguments.GetValue(deviceOption)!);
        string filter = arguments.GetValue(filterOption)!;
        CorpusCase[] cases = [.. CorpusCatalog.All.Where(entry => entry.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))];
        IReadOnlyList<CorpusForm> forms = kind == HmmDeviceKind.Host ? [CorpusForm.InPlace] : CorpusForm.All;
        if (arguments.GetValue(withoutOption) is { } without)
        {
            forms = [.. forms.Select(form => form with { Options = form.Options with { Testing = Mechanisms.Without(without, form.Options.Testing) } })];
        }

        CorpusCheck check = new(arguments.GetValue(seedOption), arguments.GetValue(sizeOption));
        CorpusReport report = new(AnsiConsole.Console, forms);
        return report.Show(cases, check.Run(cases, forms, options => DeviceChoice.Open(kind, options))) ? 0 : 1;
    }
    catch (DeviceMissingException missing)
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{missing.Message}[/]");
        return 2;
    }
});
return command.Parse(args).Invoke();
