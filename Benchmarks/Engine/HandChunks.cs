namespace HmmGen.Benchmarks.Engine;

/// <summary>What one writes by hand for data that is larger than a device: chunks that are copied there, computed and copied back.</summary>
/// <param name="count">The number of chunks.</param>
/// <param name="copyIn">Copies a chunk's data into a set of buffers.</param>
/// <param name="run">Computes a chunk in a set of buffers.</param>
/// <param name="copyOut">Copies a chunk's results back.</param>
internal sealed class HandChunks(int count, Action<int, int> copyIn, Action<int, int> run, Action<int, int> copyOut)
{
    /// <summary>The sets of buffers: one that computes, one whose results leave and whose next data come, and one between the two.</summary>
    public const int Sets = 3;

    /// <summary>Copies and computes in turn.</summary>
    public void InTurn()
    {
        for (int chunk = 0; chunk < count; chunk++)
        {
            copyIn(chunk, 0);
            run(chunk, 0);
            copyOut(chunk, 0);
        }
    }

    /// <summary>Copies on a thread of its own: data come for the next chunk, and results of the one before leave, while a chunk is computed.</summary>
    public void Doubled()
    {
        using SemaphoreSlim come = new(0), computed = new(0);
        Thread copier = new(() =>
        {
            for (int chunk = 0; chunk < count + 1; chunk++)
            {
                if (chunk < count)
                {
                    copyIn(chunk, chunk % Sets);
                    come.Release();
                }

                if (chunk > 0)
                {
                    computed.Wait();
                    copyOut(chunk - 1, (chunk - 1) % Sets);
                }
            }
        });
        copier.Start();
        for (int chunk = 0; chunk < count; chunk++)
        {
            come.Wait();
            run(chunk, chunk % Sets);
            computed.Release();
        }

        copier.Join();
    }
}
