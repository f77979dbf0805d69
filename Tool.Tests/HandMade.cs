using HmmGen.Tool.Commands;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace HmmGen.Tool.Tests;

/// <summary>Assemblies that no generator would make: kernels written by hand as if they were generated.</summary>
internal static class HandMade
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "HmmGen.Runtime.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A kernel, in C#.</summary>
    /// <param name="run">The statements of its device code.</param>
    /// <param name="version">The version of HmmGen that is said to have generated it.</param>
    /// <param name="line">The line of its method's name.</param>
    /// <param name="column">The column of its method's name.</param>
    /// <returns>The text.</returns>
    public static string Kernel(string run, string? version = null, int line = 12, int column = 24) => $$""""
        using HmmGen.Kernels;
        using HmmGen.Planning;

        public static class Ops
        {
            [System.CodeDom.Compiler.GeneratedCode("HmmGen.Generators", "{{version ?? ToolVersion.Current}}")]
            public readonly struct BrokenKernel : IHmmKernel<BrokenKernel.Arguments>
            {
                public struct Arguments { public DeviceSpan x; }

                public struct State { public int Site; }

                public static KernelDescriptor Descriptor => KernelDescriptor.Read<State>(
                    """
                    kernel Ops.Broken rank 1 line {{line}} column {{column}}
                    in My Ops.cs
                    reads x of 4
                    sites Read x 14
                    """);

                public static int Rank => 1;

                public static void Host<TProgress>(HostSpans memory, Wave wave, Arguments arguments, long first, long end, ref TProgress progress)
                    where TProgress : struct, IHostProgress
                {
                }

                public static void Run<TMemory>(TMemory memory, Wave wave, Arguments arguments, long slot, ItemIndices item)
                    where TMemory : struct, IDeviceMemory<TMemory>
                {
                    {{run}}
                }

                public static void Plan(LaunchPlan plan, Arguments arguments) => plan.Follow("i: index 0\n0: reads x[i] // line 14");
            }
        }
        """";

    /// <summary>Compiles an assembly.</summary>
    /// <param name="source">The text.</param>
    /// <param name="path">The file that it goes to. No symbols go beside it.</param>
    /// <param name="more">Other assemblies that it refers to.</param>
    public static void Compile(string source, string path, params string[] more)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
            [.. References, .. more.Select(file => MetadataReference.CreateFromFile(file))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        EmitResult result = compilation.Emit(path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
