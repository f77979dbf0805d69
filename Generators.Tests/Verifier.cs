using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Tests;

/// <summary>
/// Snapshot tests in Verify's conventions, in one place so that Verify.SourceGenerators can take it: the files that a
/// generator run gives are compared with <c>Class.Method#File.g.verified.cs</c> beside the test, and what differs is
/// left as <c>.received.cs</c>.
/// </summary>
internal static class Verifier
{
    /// <summary>Compares a run's files with the accepted ones.</summary>
    /// <param name="run">The run.</param>
    /// <param name="test">The test's file.</param>
    /// <param name="method">The test's method.</param>
    public static void Verify(GeneratorDriverRunResult run, [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        string prefix = Path.Combine(Path.GetDirectoryName(test)!, $"{Path.GetFileNameWithoutExtension(test)}.{method}#");
        HashSet<string> accepted = [.. Directory.GetFiles(Path.GetDirectoryName(test)!, Path.GetFileName(prefix) + "*.verified.cs")];
        List<string> wrong = [];
        foreach (GeneratedSourceResult file in run.Results.SelectMany(r => r.GeneratedSources))
        {
            string name = file.HintName.EndsWith(".cs", StringComparison.Ordinal) ? file.HintName[..^3] : file.HintName;
            string verified = $"{prefix}{name}.verified.cs";
            string text = file.SourceText.ToString().ReplaceLineEndings("\n");
            accepted.Remove(verified);
            string received = $"{prefix}{name}.received.cs";
            if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
            {
                File.Delete(received);
                continue;
            }

            File.WriteAllText(received, text);
            wrong.Add(received);
        }

        Xunit.Assert.True(wrong.Count == 0, $"Not as accepted; compare, and rename what is right to .verified.cs: {string.Join(", ", wrong)}");
        Xunit.Assert.True(accepted.Count == 0, $"Accepted but no longer generated: {string.Join(", ", accepted)}");
    }
}
