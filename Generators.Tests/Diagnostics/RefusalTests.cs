using System.Globalization;
using HmmGen.Generators.Diagnostics;
using HmmGen.Generators.Diagnostics.Remedies;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Generators.Tests.Diagnostics;

/// <summary>What C# programmers write and devices cannot run is refused with what to write instead.</summary>
public sealed class RefusalTests
{
    private const string Types = """
        public unsafe struct Fixed { public int N; public fixed int A[4]; }
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]
        public struct Union { [System.Runtime.InteropServices.FieldOffset(0)] public int I; [System.Runtime.InteropServices.FieldOffset(0)] public float F; }
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)]
        public struct Packed { public byte B; public int I; }
        public struct Gen<T> where T : unmanaged { public T V; }
        public ref struct Views { public Span<int> S; }
        public struct Pair { public int A; public int B; }
        public struct Held { public (int, int) T; }
        public struct Text { public string S; }
        public static class More { public static void Deconstruct(this Pair p, out int a, out int b) { a = p.A; b = p.B; } }
        """;

    [Theory]
    [InlineData("y.Sort();", "sort on the host, or write the loops")]
    [InlineData("y.Reverse();", "write a loop over the elements")]
    [InlineData("y[i] = y.IndexOfAny(3, 4);", "write a loop over the elements")]
    [InlineData("y[i] = y.ToArray()[0];", "write a loop over the elements")]
    [InlineData("ArgumentOutOfRangeException.ThrowIfNegative(y[i]);", "write 'if (…) throw new ArgumentOutOfRangeException(…)' with constants")]
    [InlineData("y[i] = (int)System.Numerics.Vector4.Dot(default, default);", "compute with its fields X, Y, Z and W")]
    [InlineData("System.Numerics.Vector3 v = -new System.Numerics.Vector3(2);", "compute with its fields X, Y and Z")]
    [InlineData("y[i] = Volatile.Read(ref y[i]);", "do each step in a launch of its own, or use Interlocked or HmmAtomic")]
    [InlineData("Thread.MemoryBarrier();", "do each step in a launch of its own, or use Interlocked or HmmAtomic")]
    [InlineData("Interlocked.Exchange(ref b[i], (byte)3);", "use elements of int, uint, long, ulong, float or double")]
    [InlineData("Interlocked.CompareExchange(ref b[i], (byte)3, (byte)4);", "use elements of int, uint, long, ulong, float or double")]
    [InlineData("y[i] = (int)MathF.ReciprocalEstimate(y[i]);", "write '1 / x'")]
    [InlineData("y[i] = (int)MathF.ReciprocalSqrtEstimate(y[i]);", "write '1 / MathF.Sqrt(x)'")]
    [InlineData("y[i] = System.Numerics.Vector<float>.Count;", "write it for one element: on the host, work items run as lanes of vectors")]
    [InlineData("y[i] = System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated ? 1 : 2;", "write it for one element: on the host, work items run as lanes of vectors")]
    [InlineData("Span<uint> u = System.Runtime.InteropServices.MemoryMarshal.Cast<int, uint>(y);", "pass a span of the other type, or use BitConverter for each element")]
    [InlineData("y[i] = Environment.ProcessorCount;", "read it on the host and pass the value as a parameter")]
    [InlineData("Console.WriteLine(y[i]);", "store numbers in a span and make the text on the host")]
    [InlineData("y[i] = Random.Shared.Next();", "pass a span of random numbers, or compute them from a seed and the index")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 3, k => { });", "launch a kernel with a work item for each call")]
    [InlineData("(0..3).GetOffsetAndLength(y.Length);", "call 'GetOffset' of its Start and of its End, and subtract")]
    [InlineData("y[i] = y[i].CompareTo(3);", "compare with the operators")]
    [InlineData("y[i] = y[i].GetHashCode();", "write a method of your own for it, or compute it on the host and pass the result")]
    public async Task A_call_that_devices_do_not_know(string body, string remedy)
    {
        Diagnostic error = await Only(body);
        Assert.Equal("HMM007", error.Id);
        Assert.EndsWith("no counterpart on devices; " + remedy, Text(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Half", "devices have no Half; use float, and convert on the host")]
    [InlineData("Int128", "devices have no Int128; use two values of long")]
    [InlineData("Guid", "devices have no Guid; use two values of ulong, and convert on the host")]
    [InlineData("System.Numerics.Complex", "devices have no Complex; write a struct with its real and its imaginary part")]
    [InlineData("System.Runtime.Intrinsics.Vector128<int>", "devices have no Vector128; write it for one element: on the host, work items run as lanes of vectors")]
    [InlineData("DateTime", "devices have no DateTime; use its Ticks, a long")]
    [InlineData("Fixed", "its field 'A' is a pointer or a fixed buffer; write a field for each element, or take a span")]
    [InlineData("Union", "its layout is not sequential, so a device would see its fields elsewhere; write a sequential struct of the same values")]
    [InlineData("Packed", "its layout is not the default sequential one; leave out its pack and size, or write a struct without them")]
    [InlineData("Gen<int>", "it is generic; write a struct for the type that you use")]
    [InlineData("Views", "it is a ref struct; take its spans and its values as parameters")]
    [InlineData("Held", "its field 'T' is of type '(int, int)': it is a tuple; use a struct with named fields")]
    [InlineData("Text", "it holds references; use a struct of numbers, and spans beside it")]
    public async Task A_parameter_that_devices_do_not_have(string type, string reason)
    {
        Diagnostic error = await Only("", $"{type} p, ");
        Assert.Equal("HMM004", error.Id);
        Assert.EndsWith("cannot be passed to a device: " + reason, Text(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y[i] = Jagged[0][0];", "devices have no arrays of arrays; use one array with all rows, and another with the offset of each")]
    [InlineData("Gen<float> g = new() { V = 2 };", "it is generic; write a struct for the type that you use")]
    [InlineData("DateTime d = default;", "devices have no DateTime; use its Ticks, a long")]
    [InlineData("string s = \"a\";", "devices have no strings; use ReadOnlySpan<char>")]
    [InlineData("decimal d = 2;", "devices have no decimal; use double, or a scaled long")]
    public async Task A_type_that_devices_do_not_have(string body, string reason)
    {
        Diagnostic error = await Only(body);
        Assert.Equal("HMM006", error.Id);
        Assert.EndsWith("cannot be used on a device: " + reason, Text(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ref int r = ref System.Runtime.InteropServices.MemoryMarshal.GetReference(y);", "This reference", "name the element by its index, as in 'x[k]'")]
    [InlineData("ref int r = ref y[i]; r = ref y[0];", "A reference that is bound more than once", "declare a reference for each place, or keep the index in a local")]
    [InlineData("int[] t = [.. y];", "A spread element", "make an array of a constant length, and copy the elements with CopyTo or in a loop")]
    [InlineData("int[,] t = new int[2, 2];", "An array of several dimensions", "use one dimension, and compute the index as row * width + column")]
    [InlineData("throw new Exception($\"{i}\");", "Throwing an exception that is not made of constants", "throw a new one, with constant arguments")]
    [InlineData("s_count++;", "Assigning the static 's_count'", "pass a span of one element and write that")]
    [InlineData("y[i] = s_count;", "The static 's_count', which can change while a kernel runs,", "make it readonly, or pass it as a parameter")]
    [InlineData("y[i] = Name.Length;", "'Name.Length'", "use a constant text, or a parameter of type ReadOnlySpan<char>")]
    [InlineData("y[i] = \"abc\"[1..].Length;", "'\"abc\"[1..].Length'", "slice its span: 'AsSpan()[…]'")]
    [InlineData("Pair p = default; (int u, int v) = p;", "'(int u, int v) = p'", "assign each part on its own, or call 'Deconstruct' by its name")]
    [InlineData("_ = new object();", "Making an object of the class 'object'", "use a struct")]
    [InlineData("Span<int> t = stackalloc int[i];", "A local array of other than 0 to 1024 scalars, or of a length that is unknown at build time,", "take a constant length, or a span with a part for each work item")]
    public async Task An_operation_that_devices_do_not_have(string body, string what, string remedy)
    {
        Diagnostic error = await Only(body);
        Assert.Equal(("HMM005", $"{what} cannot run on a device: {remedy}"), (error.Id, Text(error)));
    }

    /// <summary>A message says what to do where a clause begins with a verb in the imperative.</summary>
    [Fact]
    public void Each_remedy_of_the_tables_is_a_command() => Assert.All(
        CallRemedies.All.Concat(TypeRemedies.All).Concat(["write 'if"]), static remedy => Assert.Contains(remedy.Split(' ')[0], Verbs));

    [Theory]
    [InlineData("y[i] = y.IndexOf(3);")]
    [InlineData("y[i] = b.Contains((byte)3) ? 1 : 2;")]
    [InlineData("y[i] = System.Runtime.CompilerServices.Unsafe.SizeOf<Pair>();")]
    [InlineData("y[i] = System.Runtime.CompilerServices.Unsafe.SizeOf<System.Numerics.Vector3>() + System.Runtime.CompilerServices.Unsafe.SizeOf<char>();")]
    [InlineData("System.Numerics.Vector3 v = new System.Numerics.Vector3(i, 2, 3) * 2 + System.Numerics.Vector3.One; y[i] = (int)v.X;")]
    [InlineData("(new Pair { A = 2 }).Deconstruct(out int u, out int v); y[i] = u + v;")]
    [InlineData("y[i] = \"abc\".AsSpan()[1..].Length;")]
    [InlineData("Range r = 1..^1; y[i] = r.End.GetOffset(y.Length) - r.Start.GetOffset(y.Length);")]
    public async Task What_remedies_say_can_be_written(string body) => Assert.Empty((await Of(body, "")).Reported.Where(static d => d.Severity == DiagnosticSeverity.Error));

    private static readonly string[] Verbs =
        ["use", "write", "pass", "call", "compute", "compare", "cast", "do", "launch", "move", "name", "read", "sort", "store"];

    private static async Task<Diagnostic> Only(string body, string parameters = "")
    {
        Analyzed analyzed = await Of(body, parameters);
        Assert.Empty(analyzed.All.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        return Assert.Single(analyzed.Reported, d => d.Severity == DiagnosticSeverity.Error);
    }

    private static Task<Analyzed> Of(string body, string parameters) => Analyzed.Of(
        "static partial class Ops { static int s_count; static readonly string Name = new string('a', 3); static readonly int[][] Jagged = [[1], [2]]; "
        + $"[HmmKernel] public static void K(int i, {parameters}Span<int> y, Span<byte> b) {{ {body} }} }} {Types}");

    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
