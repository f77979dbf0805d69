using System.CommandLine;
using HmmGen.Embeddings;
using HmmGen.Samples;

WorkloadOptions common = new();
FileOption file = new(
    "--file", "A file with a table, rows of 64 floats, which the training changes. Where none is given, one is written and deleted at the end.");
Option<double> zipf = new("--zipf") { Description = "How unequal the rows' popularity is.", DefaultValueFactory = _ => 1.05 };
Option<string> order = WorkloadOptions.Choice("--order", "How rows are numbered: by popularity or at random.", "random", "hot", "random");
zipf.Validators.Add(result =>
{
    if (result.Tokens is [{ Value: var text }] && !(double.TryParse(text, out double exponent) && exponent is >= 0 and <= 10))
        result.AddError($"--zipf is '{text}': write a number from 0 to 10, such as 1.05.");
});
RootCommand command = new("Trains a table of embeddings that lies in a file and is larger than the device.") { file, zipf, order };
common.AddTo(command);
return await WorkloadProgram.RunAsync(
    command,
    args,
    (result, console, cancellationToken) => new EmbeddingRun(
        console,
        new EmbeddingRequest(common.Read(result), result.GetValue(file), result.GetValue(zipf), result.GetValue(order) == "hot"))
        .ExecuteAsync(cancellationToken));
