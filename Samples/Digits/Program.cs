using HmmGen.Digits;
using Spectre.Console;

return new DigitsCommand().Invoke(args, request =>
{
    try
    {
        return new DigitsRun(AnsiConsole.Console).Execute(request) ? 0 : 1;
    }
    catch (Exception failure) when (DigitsRun.IsExpected(failure))
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
        return 2;
    }
});
