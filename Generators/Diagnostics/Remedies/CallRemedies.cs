using Microsoft.CodeAnalysis;

namespace HmmGen.Generators.Diagnostics.Remedies;

/// <summary>What to write in place of a call of a library's member that devices do not know.</summary>
internal static class CallRemedies
{
    private const string Otherwise = "write a method of your own for it, or compute it on the host and pass the result";
    private const string Loop = "write a loop over the elements";
    private const string OnHost = "read it on the host and pass the value as a parameter";
    private const string Texts = "store numbers in a span and make the text on the host";
    private const string Places = "name the element by its index";
    private const string Steps = "do each step in a launch of its own, or use Interlocked or HmmAtomic";
    private const string Items = "launch a kernel with a work item for each call";

    // Of several rows for a member the first counts. A type that ends with a dot stands for all of a namespace; no member stands for all.
    private static readonly (string Type, string[] Members, string Remedy)[] Table =
    [
        ("System.MemoryExtensions", ["Sort"], "sort on the host, or write the loops"),
        ("System.MemoryExtensions", ["Trim", "TrimStart", "TrimEnd", "Split"], "move the ends of a slice in a loop"),
        ("System.MemoryExtensions", [], Loop),
        ("System.Span<T>", ["ToString"], Texts),
        ("System.Span<T>", [], Loop),
        ("System.ReadOnlySpan<T>", ["ToString"], Texts),
        ("System.ReadOnlySpan<T>", [], Loop),
        ("System.Array", ["Sort"], "sort on the host, or write the loops"),
        ("System.Array", [], Loop),
        ("System.Linq.", [], Loop),
        ("System.Numerics.Tensors.", [], Loop),
        ("System.Range", ["GetOffsetAndLength"], "call 'GetOffset' of its Start and of its End, and subtract"),
        ("System.Math", ["ReciprocalEstimate"], "write '1 / x'"),
        ("System.MathF", ["ReciprocalEstimate"], "write '1 / x'"),
        ("System.Single", ["ReciprocalEstimate"], "write '1 / x'"),
        ("System.Double", ["ReciprocalEstimate"], "write '1 / x'"),
        ("System.Math", ["ReciprocalSqrtEstimate"], "write '1 / Math.Sqrt(x)'"),
        ("System.MathF", ["ReciprocalSqrtEstimate"], "write '1 / MathF.Sqrt(x)'"),
        ("System.Single", ["ReciprocalSqrtEstimate"], "write '1 / MathF.Sqrt(x)'"),
        ("System.Double", ["ReciprocalSqrtEstimate"], "write '1 / Math.Sqrt(x)'"),
        ("System.Single", ["MultiplyAddEstimate"], "write 'a * b + c', or use FusedMultiplyAdd"),
        ("System.Double", ["MultiplyAddEstimate"], "write 'a * b + c', or use FusedMultiplyAdd"),
        ("System.Decimal", [], "use double, or a scaled long"),
        ("System.Convert", [], "write a cast, or a loop over the digits"),
        ("System.BitConverter", [], "move the bits with shifts and casts"),
        ("System.Buffers.Binary.BinaryPrimitives", [], "move the bytes with shifts and casts"),
        ("System.Enum", [], "cast the value to its number"),
        ("System.Numerics.Vector2", [], "compute with its fields X and Y"),
        ("System.Numerics.Vector3", [], "compute with its fields X, Y and Z"),
        ("System.Numerics.Vector4", [], "compute with its fields X, Y, Z and W"),
        ("System.Numerics.Quaternion", [], "compute with its fields X, Y, Z and W"),
        ("System.Numerics.Plane", [], "compute with its fields Normal and D"),
        ("System.Numerics.Matrix3x2", [], "compute with its fields M11 to M32"),
        ("System.Numerics.Matrix4x4", [], "compute with its fields M11 to M44"),
        ("System.Numerics.Vector", [], TypeRemedies.OneElement),
        ("System.Numerics.Vector<T>", [], TypeRemedies.OneElement),
        ("System.Runtime.Intrinsics.", [], TypeRemedies.OneElement),
        ("System.Threading.Interlocked", ["MemoryBarrier", "MemoryBarrierProcessWide"], Steps),
        ("System.Threading.Interlocked", ["Read"], "write 'Interlocked.Add(ref x, 0)'"),
        ("System.Threading.Interlocked", [], "use elements of int, uint, long, ulong, float or double"),
        ("System.Threading.Volatile", [], Steps),
        ("System.Threading.Barrier", [], Steps),
        ("System.Threading.SpinWait", [], Steps),
        ("System.Threading.Thread", ["MemoryBarrier", "VolatileRead", "VolatileWrite", "Sleep", "SpinWait", "Yield"], Steps),
        ("System.Threading.Monitor", [], "use Interlocked or HmmAtomic"),
        ("System.Threading.Tasks.Task", [], Items),
        ("System.Threading.Tasks.Parallel", [], Items),
        ("System.Threading.Thread", [], OnHost),
        ("System.Random", [], "pass a span of random numbers, or compute them from a seed and the index"),
        ("System.Security.Cryptography.RandomNumberGenerator", [], "pass a span of random numbers"),
        ("System.Runtime.CompilerServices.Unsafe", ["As", "BitCast"], "use BitConverter for the bits of a number, and a cast between integers"),
        ("System.Runtime.CompilerServices.Unsafe", [], Places),
        ("System.Runtime.InteropServices.MemoryMarshal", ["Cast", "AsBytes", "Read", "Write"],
            "pass a span of the other type, or use BitConverter for each element"),
        ("System.Runtime.InteropServices.MemoryMarshal", [], Places),
        ("System.Runtime.InteropServices.Marshal", [], OnHost),
        ("System.Runtime.InteropServices.CollectionsMarshal", [], "pass the span as a parameter"),
        ("System.Console", [], Texts),
        ("System.Diagnostics.", [], Texts),
        ("System.Text.", [], Texts),
        ("System.String", ["GetEnumerator", "IndexOf", "Contains", "Substring", "ToCharArray", "AsSpan"], "use the span of a constant text: 'AsSpan()'"),
        ("System.String", [], Texts),
        ("System.IO.", [], "read it on the host and pass a span"),
        ("System.Environment", [], OnHost),
        ("System.DateTime", [], OnHost),
        ("System.DateTimeOffset", [], OnHost),
        ("System.Guid", [], OnHost),
        ("System.GC", [], OnHost),
        ("System.IntPtr", [], OnHost),
        ("System.UIntPtr", [], OnHost),
        ("System.Type", [], "write the code for the type that you use"),
    ];

    /// <summary>All remedies.</summary>
    public static IEnumerable<string> All => Table.Select(static row => row.Remedy).Concat([Otherwise, Texts]);

    /// <summary>What to write in place of a call.</summary>
    /// <param name="method">The method, accessor, operator or constructor.</param>
    /// <returns>The remedy: a main clause in the imperative.</returns>
    public static string For(IMethodSymbol method)
    {
        ISymbol member = method.AssociatedSymbol ?? method;
        string type = TypeRemedies.NameOf(method.ContainingType);
        foreach ((string of, string[] members, string remedy) in Table)
        {
            bool isOfType = of[of.Length - 1] == '.' ? type.StartsWith(of, StringComparison.Ordinal) : type == of;
            if (isOfType && (members.Length == 0 || members.Contains(member.Name)))
            {
                return remedy;
            }
        }

        return member.Name switch
        {
            // Its text has the value, and the host knows constants only.
            _ when member.IsStatic && member.Name.StartsWith("ThrowIf", StringComparison.Ordinal) =>
                $"write 'if (…) throw new {method.ContainingType.Name}(…)' with constants",
            "Equals" or "CompareTo" => "compare with the operators",
            "ToString" or "Parse" or "TryParse" or "TryFormat" => Texts,
            _ => Otherwise,
        };
    }
}
