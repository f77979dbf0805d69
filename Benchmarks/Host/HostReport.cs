using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Spectre.Console;

namespace HmmGen.Benchmarks.Host;

/// <summary>Launches on the host, on one thread and on all, over the times of all that does the same.</summary>
internal static class HostReport
{
    private static readonly PeerKind[] Columns = Enum.GetValues<PeerKind>();
    private static readonly int Vectors = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Measures and prints.</summary>
    /// <param name="group">The group to print, or null for all.</param>
    public static void Print(string? group)
    {
        (string Name, Func<HostTools, HostCase>[] Cases)[] groups = [.. HostCatalog.Groups.Where(one => group is null || one.Name == group)];
        if (groups.Length == 0)
        {
            throw new ArgumentException($"The groups are: {string.Join(", ", HostCatalog.Groups.Select(one => one.Name))}.", nameof(group));
        }

        long started = Stopwatch.GetTimestamp();
        using HostTools tools = HostTools.Find();
        using HmmDevice alone = HmmDevice.Host.WithOptions(new HmmDeviceOptions { MaxDegreeOfParallelism = 1 });
        (HmmDevice, int)[] devices = Environment.ProcessorCount == 1 ? [(alone, 1)] : [(alone, 1), (HmmDevice.Host, Environment.ProcessorCount)];

        // Also when it is written to a file.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 190);
        foreach ((string name, Func<HostTools, HostCase>[] cases) in groups)
        {
            Table table = new Table().Title(name).AddColumns(["kernel", "threads", "launch", .. Columns.Select(PeerNames.Of), "goal", "met"]);
            foreach (Func<HostTools, HostCase> make in cases)
            {
                HostCase one = make(tools);
                foreach ((HmmDevice device, int threads) in devices)
                {
                    table.AddRow(Row(one, threads, HostFigures.Measure(one, device, threads, isCompiled: threads > 1)));
                }
            }

            AnsiConsole.Write(table);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Ratios: the launch's time over the peer's, least of both, all in turn. "=": the same bits; "~": as near as rounding lets it be.
            {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s on {Environment.ProcessorCount} threads; vectors of {Vectors} bits; .NET {Environment.Version}.
            g++: {tools.Native.Description}.
            OpenBLAS: {tools.Blas.Description}.
            ILGPU: {tools.AboutIlgpu}.
            """));
    }

    private static string[] Row(HostCase one, int threads, HostFigures figures)
    {
        HostGoal[] known = [.. one.Goals.Where(goal => figures.Peers.ContainsKey(goal.Peer))];
        return
        [
            one.Name,
            threads.ToString(CultureInfo.InvariantCulture),
            Time(figures.Launch),
            .. Columns.Select(kind => Ratio(figures, kind)),
            string.Join(", ", one.Goals),
            known.Length == 0 ? "" : known.All(goal => IsKept(goal, figures)) ? "yes" : "no",
        ];
    }

    private static bool IsKept(HostGoal goal, HostFigures figures)
        => figures.Launch <= goal.Most * figures.Peers[goal.Peer].Nanoseconds + goal.More;

    private static string Ratio(HostFigures figures, PeerKind kind)
    {
        if (!figures.Peers.TryGetValue(kind, out (double Nanoseconds, double Difference) peer))
        {
            return "";
        }

        double ratio = figures.Launch / peer.Nanoseconds;
        return ratio.ToString(ratio < 0.1 ? "0.000" : ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + (peer.Difference == 0 ? " =" : " ~");
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e4 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:0} ns"),
        < 1e7 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.0} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.0} ms"),
    };
}
