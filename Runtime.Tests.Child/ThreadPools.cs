using HmmGen.Base;

namespace HmmGen.Tests.Child;

/// <summary>Launches that block their thread need no other, and those that block none need none of the pool to end.</summary>
internal static class ThreadPools
{
    private const int Length = 50_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>All threads of the pool are busy for as long as the launches take.</summary>
    public static int Run(HmmSpace space)
    {
        using ManualResetEventSlim end = new();
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);
        using CountdownEvent busy = new(Environment.ProcessorCount);
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    busy.Signal();
                    end.Wait();
                },
                null);
        }

        busy.Wait();
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 });
        using HmmArray<int> source = space.Allocate<int>(Length);
        using HmmArray<int> target = space.Allocate<int>(Length);
        source.AsSpan().Fill(1);
        HmmDevice[] devices = [HmmDevice.Host, device];
        foreach (HmmDevice used in devices)
        {
            // Both locks have to be waited for, one after the other.
            SharedLock.Holder[] held = [source.Region!.Lock.Enter(shared: false), target.Region!.Lock.Enter(shared: false)];
            Thread launch = new(() => Kernels.Copy(used, Length, source, target)) { IsBackground = true };
            launch.Start();
            foreach (SharedLock.Holder holder in held)
            {
                Thread.Sleep(50);
                holder.Dispose();
            }

            if (!launch.Join(Patience))
            {
                return ExitCodes.WrongValue;
            }
        }

        List<Task> launches = [];
        foreach (HmmDevice used in devices)
        {
            // Who waits for its locks goes on at the launch's end, whoever waits for its task.
            int[] plain = new int[Length];
            launches.Add(Kernels.CopyAsync(used, Length, source, plain));
            Thread next = new(() => source.Region!.Lock.Enter(shared: false).Dispose()) { IsBackground = true };
            next.Start();
            if (!next.Join(Patience) || plain.AsSpan().IndexOfAnyExcept(1) >= 0)
            {
                return ExitCodes.WrongValue;
            }
        }

        end.Set();
        Task.WaitAll([.. launches]);
        return target.AsSpan().IndexOfAnyExcept(1) < 0 ? ExitCodes.Right : ExitCodes.WrongValue;
    }
}
