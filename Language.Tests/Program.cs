using HmmGen.Language.Tests;
using HmmGen.Language.Tests.Isolation;
using HmmGen.Language.Tests.Mutations;
using HmmGen.Language.Tests.RandomPrograms;
using HmmGen.Language.Tests.Semantics;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

switch (args)
{
    case [CaseCommand.Name, .. string[] rest]:
        return CaseCommand.Run(rest);
    case [ProgramCommand.Name, .. string[] rest]:
        return ProgramCommand.Run(rest);
    case [CompileCommand.Name, .. string[] rest]:
        return CompileCommand.Run(rest);
    case [ShrinkCommand.Name, .. string[] rest]:
        return ShrinkCommand.Run(rest);
    case [MutationCommand.Name, .. string[] rest]:
        return MutationCommand.Run(rest);
    case [CaseChild.Name, .. string[] rest]:
        return CaseChild.Run(rest);
}

// As xunit's own entry point.
return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
