using System.CommandLine;
using HmmGen.DataFrames;
using HmmGen.Samples;

WorkloadOptions common = new();
FileOption file = new(
    "--file", "An Arrow IPC file with the columns delay, distance (16-bit) and time (float); flights are invented where none is given.");
RootCommand command = new("Filters, groups, joins and sorts a mapped Arrow file through kernels; columns that nobody asks for never move.") { file };
common.AddTo(command);
return await WorkloadProgram.RunAsync(
    command,
    args,
    (result, console, cancellationToken) => new FrameRun(console, common.Read(result), result.GetValue(file)).ExecuteAsync(cancellationToken));
