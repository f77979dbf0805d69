using HmmGen.Digits;
using HmmGen.Samples;
using Spectre.Console;

return new DigitsCommand().Invoke(args, request =>
{
    try
    {
        return new DigitsRun(AnsiConsole.Console).Execute(request) ? 0 : 1;
    }
    catch (Exception failure) when (ExpectedFailure.Is(failure))
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
        return 2;
    }
});
