using System.Diagnostics;
using HmmGen.Generators.Emission;
using HmmGen.Generators.Lowering.Plan;
using HmmGen.Generators.Lowering.Resumption;
using HmmGen.Generators.Model;
using Xunit;
using static HmmGen.Generators.Tests.Lowering.Ir;
using Op = HmmGen.Generators.Model.BinaryOperator;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>
/// How what lowering allocates grows with a kernel, on a stack of 1.5 MiB: when a kernel doubles, it may not do much more than double.
/// Allocation is counted, not time: that is the same on every machine. Times are printed for the table in docs/measurements.md.
/// </summary>
public sealed class PlanGrowthTests
{
    private const int Stack = 1536 * 1024;

    public static TheoryData<string, int> Shapes => new()
    {
        { nameof(Doublings), 30 },
        { nameof(Sum), 10_000 },
        { nameof(ThreeAddressSum), 10_000 },
        { nameof(Statements), 5_000 },
        { nameof(Ifs), 200 },
        { nameof(EarlyReturns), 1_000 },
        { nameof(Conditionals), 1_000 },
        { nameof(SequentialLoops), 200 },
        { nameof(NestedLoops), 40 },
        { nameof(Accesses), 2_000 },
        { nameof(XorShifts), 40 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shape_GrowsNearlyLinearly(string shape, int size)
    {
        Lower(Make(shape, 4));
        List<(int Size, long Bytes, double Milliseconds, int Text)> rows = [];
        for (int n = Math.Max(4, size / 4); n <= size; n *= 2) rows.Add(Measure(shape, n));
        foreach ((int n, long bytes, double milliseconds, int text) in rows)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"| {shape} | {n} | {milliseconds:F1} ms | {bytes / 1024.0:F0} KiB | {text} |");
        }

        (int _, long before, double _, int textBefore) = rows[^2];
        (int _, long after, double time, int textAfter) = rows[^1];
        Assert.True(after < (3 * before) + 500_000, $"{before} bytes, then {after}");
        Assert.True(textAfter < (3 * textBefore) + 5_000, $"{textBefore} characters, then {textAfter}");
        Assert.True(time < 10_000, $"{time} ms");
    }

    private static (int Size, long Bytes, double Milliseconds, int Text) Measure(string shape, int size)
    {
        KernelModel kernel = Make(shape, size);
        (long bytes, double milliseconds, int text) = (0, 0, 0);
        Exception? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    long start = GC.GetAllocatedBytesForCurrentThread();
                    Stopwatch watch = Stopwatch.StartNew();
                    text = Lower(kernel);
                    milliseconds = watch.Elapsed.TotalMilliseconds;
                    bytes = GC.GetAllocatedBytesForCurrentThread() - start;
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            Stack);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        return (size, bytes, milliseconds, text);
    }

    private static int Lower(KernelModel kernel)
    {
        SourceWriter writer = new();
        PlanEmitter.Emit(writer, kernel, PlanLowering.Lower(kernel));
        return writer.ToString().Length + LiveLocals.AtResumePoints(kernel.Body).Count;
    }

    private static KernelModel Make(string shape, int size) => shape switch
    {
        nameof(Doublings) => Doublings(size),
        nameof(Sum) => Sum(size),
        nameof(ThreeAddressSum) => ThreeAddressSum(size),
        nameof(Statements) => Statements(size),
        nameof(Ifs) => Ifs(size),
        nameof(EarlyReturns) => EarlyReturns(size),
        nameof(Conditionals) => Conditionals(size),
        nameof(SequentialLoops) => SequentialLoops(size),
        nameof(NestedLoops) => NestedLoops(size),
        nameof(Accesses) => Accesses(size),
        nameof(XorShifts) => XorShifts(size),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static KernelModel Doublings(int size) => KernelBuilder.Make(1, 1, size + 1,
    [
        Set(0, Index()),
        .. Enumerable.Range(1, size).Select(at => Set(at, Binary(Local(at - 1), Op.Add, Local(at - 1)))),
        Store(1, Binary(Local(size), Op.And, Number(1023))),
    ]);

    private static KernelModel XorShifts(int size) => KernelBuilder.Make(1, 1, 1,
    [
        Set(0, Index()),
        .. Enumerable.Range(0, size).Select(at => Set(0, Binary(Local(0), Op.ExclusiveOr, Binary(Local(0), Op.ShiftLeft, Number(1 + (at % 13)))))),
        Store(1, Binary(Local(0), Op.And, Number(1023))),
    ]);

    private static KernelModel Sum(int size)
    {
        Expression sum = Index();
        for (int term = 0; term < size; term++) sum = Binary(sum, Op.Add, term % 3 == 0 ? Argument(0) : Number(term % 5));
        return KernelBuilder.Make(1, 1, 1, Set(0, sum), Store(1, Local(0)));
    }

    private static KernelModel ThreeAddressSum(int size)
    {
        LocalModel[] locals = [.. Enumerable.Range(0, size + 1).Select(at => new LocalModel($"t{at}", Generators.Model.ValueType.Int32, LocalRole.Value))];
        KernelModel kernel = KernelBuilder.Make(1, 1, size + 1,
        [
            Set(0, Index()),
            .. Enumerable.Range(1, size).Select(at => Set(at, Binary(Local(at - 1), Op.Add, at % 3 == 0 ? Argument(0) : Number(at % 5)))),
            Store(1, Local(size)),
        ]);
        return kernel with { Body = kernel.Body with { Locals = locals.ToEquatable() } };
    }

    private static KernelModel Statements(int size) => KernelBuilder.Make(1, 1, 8,
    [
        Set(0, Index()),
        .. Enumerable.Range(0, size).Select(at => Set(at % 8, Binary(Local((at + 3) % 8), Op.Add, Local((at + 5) % 8)))),
        Store(1, Local(3)),
    ]);

    private static KernelModel Ifs(int size)
    {
        Statement[] body = [Store(1, Index())];
        for (int depth = 0; depth < size; depth++)
        {
            body = [If(Binary(Index(), Op.Greater, Binary(Argument(0), Op.Multiply, Number(depth + 2))), [.. body, Store(1, Index())], [])];
        }

        return KernelBuilder.Make(1, 1, 1, body);
    }

    private static KernelModel EarlyReturns(int size) => KernelBuilder.Make(1, 1, 1,
    [
        .. Enumerable.Range(0, size).SelectMany(at => new[]
        {
            If(Binary(Index(), Op.Equal, Number(at)), [new Statement.Return()], []),
            Store(1, Index()),
        }),
    ]);

    private static KernelModel Conditionals(int size) => KernelBuilder.Make(1, 1, 1,
    [
        Set(0, Index()),
        .. Enumerable.Range(0, size).Select(at => If(Binary(Index(), Op.Greater, Number(at)), [Add(0, at + 1)], [])),
        Store(1, Local(0)),
    ]);

    private static KernelModel SequentialLoops(int size) => KernelBuilder.Make(1, 1, 2,
    [
        Set(1, Number(0)),
        .. Enumerable.Range(0, size).Select(_ => For(
            [Set(0, Number(0))], Binary(Local(0), Op.Less, Argument(0)), [Add(0, 1)], [Store(1, Local(1)), Add(1, 1)])),
    ]);

    private static KernelModel NestedLoops(int size)
    {
        Statement[] body = [Store(1, Local(size - 1))];
        for (int depth = size - 1; depth >= 0; depth--)
        {
            Expression first = depth == 0 ? Number(0) : Local(depth - 1);
            body = [For([Set(depth, first)], Binary(Local(depth), Op.Less, Binary(first, Op.Add, Argument(0))), [Add(depth, 1)], [.. body, Store(1, Local(depth))])];
        }

        return KernelBuilder.Make(1, 1, size, body);
    }

    private static KernelModel Accesses(int size) => KernelBuilder.Make(1, 1, 1,
    [
        .. Enumerable.Range(0, size).Select(at => Store(1, Binary(Binary(Index(), Op.Multiply, Argument(0)), Op.Add, Number(at)))),
    ]);
}
