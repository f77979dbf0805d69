using System.CommandLine;
using HmmGen.Samples;
using HmmGen.VectorSearch;

WorkloadOptions common = new();
FileOption file = new("--file", "A file of vectors in the fvecs format; vectors are drawn where none is given.");
RootCommand command = new("Builds an index over vectors and searches it through kernels; shows how little of it a search touches.") { file };
common.AddTo(command);
return await WorkloadProgram.RunAsync(
    command,
    args,
    (result, console, cancellationToken) => new SearchRun(console, common.Read(result), result.GetValue(file)).ExecuteAsync(cancellationToken));
