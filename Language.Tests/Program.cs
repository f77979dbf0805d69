using HmmGen.Language.Tests;
using HmmGen.Language.Tests.Semantics;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

if (args is [CaseCommand.Name, ..])
{
    return CaseCommand.Run(args[1..]);
}

// As xunit's own entry point.
return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
