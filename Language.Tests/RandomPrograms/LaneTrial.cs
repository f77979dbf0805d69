using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using HmmGen.Kernels;
using HmmGen.Language.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>Kernels compiled together, with a launch and a plain loop of each.</summary>
internal sealed class LaneTrial
{
    /// <summary>The structs of which spans have elements.</summary>
    public const string Structs = """
        public struct Part { public float X; public int Y; public byte Z; public double W; public bool V; }
        public struct Pixel { public byte R; public byte G; public byte B; public byte A; }
        public struct Sides { public short L; public ushort R; }
        public struct Mixed { public sbyte A; public bool B; public byte C; public sbyte D; }
        public struct Two { public byte X; public sbyte Y; }
        public struct Nested { public Two P; public Two Q; }
        public struct Pair { public double X; public double Y; }
        public struct Triple { public float X; public float Y; public float Z; }
        public struct Even { public int A; public float B; public int C; public float D; }
        public struct Uneven { public float X; public double Y; public float Z; }
        public struct Inner { public float X; public uint Y; }
        public struct Joined { public Inner P; public Inner Q; }
        public struct Tall { public long A; public double B; public ulong C; }
        public struct Quad { public Pair P; public Pair Q; }
        public struct Color { public byte R; public byte G; public byte B; }
        """;

    private readonly Type _kernels;

    /// <summary>Compiles kernels.</summary>
    /// <param name="kernels">The kernels.</param>
    /// <param name="isTraced">Whether their methods are compiled over spans that note touches, too. These spans offer elements and their length only.</param>
    public LaneTrial(IReadOnlyList<LaneKernel> kernels, bool isTraced = false)
    {
        StringBuilder methods = new();
        StringBuilder launches = new();
        StringBuilder loops = new();
        StringBuilder traces = new();
        foreach ((int number, LaneKernel kernel) in kernels.Index())
        {
            string Spans(string how) => string.Join(", ", kernel.Spans.Select((span, index) => $"(({span.Type}[])x[{index}]).{how}(skip[{index}])"));
            methods.Append(kernel.ToMethod(number));
            launches.Append(CultureInfo.InvariantCulture, $"case {number}: Lanes.K{number}(device, extent, n, m, s, t, g, p, q, {Spans("AsMemory")}); break;\n");
            loops.Append(CultureInfo.InvariantCulture, $"case {number}: Lanes.K{number}({kernel.Indices}, n, m, s, t, g, p, q, {Spans("AsSpan")}); break;\n");
            if (isTraced)
            {
                string traced = string.Join(", ", kernel.Spans.Select((span, index) => $"new(({span.Type}[])x[{index}], skip[{index}], touched[{index}])"));
                traces.Append(CultureInfo.InvariantCulture, $"case {number}: Traced.K{number}({kernel.Indices}, n, m, s, t, g, p, q, {traced}); break;\n");
            }
        }

        string text = $$"""
            {{Structs}}

            public static partial class Lanes
            {
            {{methods}}
            }

            public static class Traced
            {
            {{string.Concat(kernels.Select((kernel, number) => isTraced ? kernel.ToTracedMethod(number) : ""))}}
            }

            public readonly struct TracedSpan<T>(T[] array, int skip, bool[] touched)
            {
                public int Length => array.Length - skip;

                public ref T this[int index]
                {
                    get
                    {
                        ref T element = ref array.AsSpan(skip)[index];
                        touched[skip + index] = true;
                        return ref element;
                    }
                }
            }

            public static class Trial
            {
                public static void Trace(int number, int h, int i, int j, {{LaneGenerator.Scalars}}, System.Array[] x, int[] skip, bool[][] touched)
                {
                    switch (number)
                    {
            {{traces}}
                    }
                }

                public static void Launch(int number, HmmDevice device, HmmExtent extent, {{LaneGenerator.Scalars}}, System.Array[] x, int[] skip)
                {
                    switch (number)
                    {
            {{launches}}
                    }
                }

                public static void Plain(int number, int h, int i, int j, {{LaneGenerator.Scalars}}, System.Array[] x, int[] skip)
                {
                    switch (number)
                    {
            {{loops}}
                    }
                }

                public static System.Array Make(string type, int length) => type switch
                {
                    "int" => new int[length],
                    "uint" => new uint[length],
                    "long" => new long[length],
                    "ulong" => new ulong[length],
                    "float" => new float[length],
                    "double" => new double[length],
                    "byte" => new byte[length],
                    "sbyte" => new sbyte[length],
                    "short" => new short[length],
                    "ushort" => new ushort[length],
                    "char" => new char[length],
                    "bool" => new bool[length],
                    "Pixel" => new Pixel[length],
                    "Sides" => new Sides[length],
                    "Mixed" => new Mixed[length],
                    "Nested" => new Nested[length],
                    "Pair" => new Pair[length],
                    "Triple" => new Triple[length],
                    "Even" => new Even[length],
                    "Joined" => new Joined[length],
                    "Tall" => new Tall[length],
                    "Quad" => new Quad[length],
                    "Color" => new Color[length],
                    "Uneven" => new Uneven[length],
                    _ => new Part[length],
                };
            }
            """;
        _ = KernelToolchain.Generate(Compilations.Of([Compilations.Tree(text, "Lanes.cs")]), out Compilation all);
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = all.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, Errors(emitted.Diagnostics));
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext("Lanes").LoadFromStream(image);
        Type trial = assembly.GetType("Trial", throwOnError: true)!;
        _kernels = assembly.GetType("Lanes", throwOnError: true)!;
        Launch = trial.GetMethod("Launch")!.CreateDelegate<Launched>();
        Plain = trial.GetMethod("Plain")!.CreateDelegate<Called>();
        Traced = trial.GetMethod("Trace")!.CreateDelegate<Followed>();
        Make = trial.GetMethod("Make")!.CreateDelegate<Func<string, int, Array>>();
    }

    /// <summary>Launches a kernel over spans, each from an element of its array on.</summary>
    public delegate void Launched(int number, HmmDevice device, HmmExtent extent, int n, int m, int s, int t, long g, float p, double q, Array[] spans, int[] skip);

    /// <summary>Calls a kernel's method for one item.</summary>
    public delegate void Called(int number, int h, int i, int j, int n, int m, int s, int t, long g, float p, double q, Array[] spans, int[] skip);

    /// <summary>Calls a kernel's method for one item, and notes the elements of each array that it touches.</summary>
    public delegate void Followed(
        int number, int h, int i, int j, int n, int m, int s, int t, long g, float p, double q, Array[] spans, int[] skip, bool[][] touched);

    /// <summary>Launches a kernel.</summary>
    public Launched Launch { get; }

    /// <summary>Calls a kernel's method.</summary>
    public Called Plain { get; }

    /// <summary>Calls a kernel's method and notes what it touches, if the trial is traced. Otherwise it does nothing.</summary>
    public Followed Traced { get; }

    /// <summary>Makes an array of a type.</summary>
    public Func<string, int, Array> Make { get; }

    /// <summary>How a kernel runs as lanes.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>Null when it does not.</returns>
    public KernelLanes? LanesOf(int number) => DescriptorOf(number).Lanes;

    /// <summary>What is known of a kernel.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>Its descriptor.</returns>
    public KernelDescriptor DescriptorOf(int number)
        => (KernelDescriptor)_kernels.GetNestedType($"K{number}Kernel", BindingFlags.NonPublic | BindingFlags.Public)!.GetProperty("Descriptor")!.GetValue(null)!;

    // The place is in a text that no file holds.
    private static string Errors(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Where(static one => one.Severity == DiagnosticSeverity.Error).Take(5)
        .Select(static error => $"{error}\n{error.Location.SourceTree?.GetText().Lines[error.Location.GetLineSpan().StartLinePosition.Line]}"));
}
