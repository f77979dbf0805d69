using System.Globalization;
using System.Runtime.Loader;
using System.Text;
using HmmGen.Language.Tests.Compiling;
using HmmGen.Tests.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HmmGen.Language.Tests.RandomPrograms;

/// <summary>
/// Counted loops over resident memory, whose indices are tested before them: the same results, kinds of errors and effects before them as on the host, and the
/// same places of errors as without the tests. (The host looks for the place by another run of the item, which may have changed what it reads.) New kernels in
/// each run; <c>HMMGEN_SEED</c> names the first.
/// </summary>
public sealed class CountedLoopTests(ITestOutputHelper output)
{
    private const int RunsPerKernel = 8;

    [Fact]
    public void Loops_MeanTheSameOnASimulatedDevice()
    {
        using HmmDevice device = HmmDevice.Simulated();
        Try(device, TestScale.Iterations(quick: 20, full: 120, @long: 1_000));
    }

    [Fact]
    public void Loops_MeanTheSameOnOpenCL()
    {
        TestScale.SkipQuick("compiles many kernels for OpenCL");
        HmmDevice? device = HmmDevice.All.FirstOrDefault(static device => device.Kind == HmmDeviceKind.OpenCL);
        Assert.SkipWhen(device is null, "This machine has no OpenCL device; eng/in-pocl.sh runs a command where there is one.");
        Try(device!, TestScale.Iterations(quick: 0, full: 16, @long: 200));
    }

    private void Try(HmmDevice device, int kernels)
    {
        using HmmDevice exact = HmmDevice.Simulated(new SimulatedOptions { Variant = HmmKernelVariants.Resumable });
        int first = TestSeeds.First;
        output.WriteLine($"Seeds {first} to {first + kernels - 1}.");
        (string Text, bool IsWide)[] bodies = [.. Enumerable.Range(first, kernels).Select(static seed => CountedLoopGenerator.Make(new Random(seed)))];
        Action<int, HmmDevice, int, int, HmmArray<int>[]> launch = Compile(bodies);
        using HmmArray<int> p = HmmSpace.Shared.Allocate<int>(6);
        using HmmArray<int> a = HmmSpace.Shared.Allocate<int>(12);
        using HmmArray<int> b = HmmSpace.Shared.Allocate<int>(9);
        HmmArray<int>[] arrays = [p, a, b];
        int ended = 0;
        int faults = 0;
        for (int n = 0; n < kernels; n++)
        {
            Random random = new(first + n);
            for (int run = 0; run < RunsPerKernel; run++)
            {
                int s = CountedLoopGenerator.Argument(random, bodies[n].IsWide);
                int t = CountedLoopGenerator.Argument(random, bodies[n].IsWide);
                int[][] numbers = [.. arrays.Select(array => Enumerable.Range(0, (int)array.Length).Select(_ => random.Next(0, 9)).ToArray())];
                (string Kind, string Place, string Effects) host = Run(HmmDevice.Host), expected = Run(exact);
                device.ResetStatistics();
                (string Kind, string Place, string Effects) actual = Run(device);
                Assert.True(
                    expected == actual && (host.Kind, host.Effects) == (actual.Kind, actual.Effects),
                    $"seed {first + n}, s {s}, t {t}\n{string.Join('\n', numbers.Select(Text))}\nhost {host}\nexpected {expected}\nactual {actual}\n{bodies[n].Text}");
                ended += host.Kind.Length == 0 ? 1 : 0;
                faults += device.Statistics.Faults > 0 ? 1 : 0;

                (string Kind, string Place, string Effects) Run(HmmDevice on)
                {
                    for (int k = 0; k < arrays.Length; k++)
                    {
                        numbers[k].CopyTo(arrays[k].AsSpan());
                        arrays[k].Prefetch(on, HmmRange.All, HmmPrefetch.ForWriting);
                    }

                    (string kind, string place) = Outcome(() => launch(n, on, s, t, arrays));
                    return (kind, place, string.Join("; ", arrays.Select(static array => Text(array.ToArray()))));
                }
            }
        }

        output.WriteLine($"{ended} of {kernels * RunsPerKernel} runs ended without an error.");
        Assert.Equal(0, faults);
        Assert.InRange(ended, kernels / 2, (kernels * RunsPerKernel) - (kernels / 2));
    }

    private static (string Kind, string Place) Outcome(Action launch)
    {
        try
        {
            launch();
            return (string.Empty, string.Empty);
        }
        catch (HmmException e)
        {
            return (e.GetType().Name, e.Message);
        }
    }

    private static string Text(int[] numbers) => string.Join(' ', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)));

    private static Action<int, HmmDevice, int, int, HmmArray<int>[]> Compile((string Text, bool IsWide)[] bodies)
    {
        StringBuilder kernels = new();
        StringBuilder calls = new();
        for (int n = 0; n < bodies.Length; n++)
        {
            kernels.Append(CultureInfo.InvariantCulture, $"[HmmKernel] public static void K{n}({CountedLoopGenerator.Parameters})\n{{\n{bodies[n].Text}}}\n");
            calls.Append(CultureInfo.InvariantCulture, $"case {n}: Loops.K{n}(device, 1, s, t, arrays[0], arrays[1], arrays[2]); break;\n");
        }

        string text = $$"""
            public static partial class Loops
            {
            {{kernels}}
            }

            public static class Trial
            {
                public static void Run(int number, HmmDevice device, int s, int t, HmmArray<int>[] arrays)
                {
                    switch (number)
                    {
            {{calls}}
                    }
                }
            }
            """;
        _ = KernelToolchain.Generate(Compilations.Of([Compilations.Tree(text, "Loops.cs")]), out Compilation all);
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = all.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext("Loops").LoadFromStream(image).GetType("Trial", throwOnError: true)!
            .GetMethod("Run")!.CreateDelegate<Action<int, HmmDevice, int, int, HmmArray<int>[]>>();
    }
}
