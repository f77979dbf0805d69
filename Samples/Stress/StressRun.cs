using System.Globalization;
using System.Runtime;
using HmmGen.Stress.Coherence;
using HmmGen.Stress.Collector;
using HmmGen.Stress.Lifetimes;
using HmmGen.Stress.Watching;

namespace HmmGen.Stress;

/// <summary>One run: threads that work until the time is over, watched, and then what they found.</summary>
internal static class StressRun
{
    private const int Wrong = 1;
    private const int Failed = 2;
    private const int Unavailable = 3;

    /// <summary>Runs.</summary>
    /// <param name="request">What to run.</param>
    /// <returns>The exit code: 0 when nothing is wrong, 1 when values were lost or torn or resources grew, 2 after an exception, 3 when the mode or the device cannot be had.</returns>
    public static int Execute(StressRequest request)
    {
        HmmSpace space;
        try
        {
            space = StressSpace.Make(request);
        }
        catch (PlatformNotSupportedException failure)
        {
            Console.WriteLine(failure.Message);
            return Unavailable;
        }

        Console.WriteLine(
            $"{request.Scenario}, {space.HostMode}, {(request.Swap ? "copying before protecting" : "protecting before copying")}, "
            + $"{(GCSettings.IsServerGC ? "server" : "workstation")} collector, {request.Device}, seed {request.Seed}{(request.Without is { } without ? $", without {without}" : "")}");
        if (request.Device != HmmDeviceKind.Simulated && !HmmDevice.All.Any(device => device.Kind == request.Device))
        {
            Console.WriteLine($"This machine has no {request.Device} device. {string.Join(' ', HmmDevice.DiscoveryReport)}");
            return Unavailable;
        }

        Findings findings = new();
        using IScenario scenario = request.Scenario switch
        {
            StressCommand.Collector => new CollectorScenario(space, findings, request.Seed, request.Without),
            StressCommand.Lifetimes => new LifetimesScenario(space, findings, request.Seed, request.Without),
            _ => new CoherenceScenario(space, findings, request.Seed, request.Device, request.Without),
        };
        bool failed = !Work(scenario.Workers, request.Time);
        scenario.Verify();
        Report(scenario, findings);
        return failed ? Failed : findings.Lost + findings.Torn + findings.Grown > 0 ? Wrong : 0;
    }

    /// <summary>Lets the workers work.</summary>
    /// <returns>Whether none of them failed.</returns>
    private static bool Work(IReadOnlyList<Worker> workers, TimeSpan time)
    {
        using CancellationTokenSource over = new(time);
        Watchdog watchdog = new(workers);
        watchdog.Start();
        foreach (Worker worker in workers)
        {
            worker.Start(over);
        }

        foreach (Worker worker in workers)
        {
            worker.Join();
        }

        watchdog.Stop();
        bool succeeded = true;
        foreach (Worker worker in workers)
        {
            if (worker.Failure is { } failure)
            {
                Console.WriteLine($"{worker.Name} failed while {worker.Operation}: {failure}");
                succeeded = false;
            }
        }

        return succeeded;
    }

    private static void Report(IScenario scenario, Findings findings)
    {
        long operations = 0;
        foreach (Worker worker in scenario.Workers)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{worker.Name}: {worker.Operations} operations"));
            operations += worker.Operations;
        }

        foreach (string line in scenario.Statistics())
        {
            Console.WriteLine(line);
        }

        foreach (string finding in findings.First)
        {
            Console.WriteLine(finding);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{operations} operations, {findings.Lost} lost, {findings.Torn} torn"));
    }
}
