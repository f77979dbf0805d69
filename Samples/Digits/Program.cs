using HmmGen.Digits;
using Spectre.Console;

return new DigitsCommand().Invoke(args, request =>
{
    try
    {
        new DigitsRun(AnsiConsole.Console).Execute(request);
        return 0;
    }
    catch (Exception failure) when (DigitsRun.IsExpected(failure))
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
        return 2;
    }
});
