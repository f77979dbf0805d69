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
        AnsiConsole.MarkupLineInterpolated($"[red]{ExpectedFailure.Words(failure)}[/]");
        return 2;
    }
});
