namespace HmmGen.Stress.Coherence;

/// <summary>Launches kernels that write a lane.</summary>
/// <param name="number">Which of the devices.</param>
/// <param name="devices">The devices.</param>
/// <param name="memory">The cells.</param>
/// <param name="seed">The seed of its choices.</param>
internal sealed class KernelWriter(int number, DevicePair devices, CellMemory memory, int seed)
    : CellWriter($"kernel writer {number}", memory, CellLayout.KernelLane + number, 1, seed)
{
    private readonly int[] _order = [.. Enumerable.Range(0, memory.Count)];
    private readonly int[] _wrong = new int[2];

    /// <inheritdoc/>
    protected override int Step()
    {
        int count = Random.Next(1, 400);
        int first = Random.Next(Memory.Count - count);
        bool scattered = Random.Next(2) == 0;
        if (scattered)
        {
            Random.Shuffle(_order.AsSpan());
        }

        Say("waiting for a device");
        devices.Use(number, device =>
        {
            Say(scattered ? "launching over scattered cells" : "launching over neighbouring cells");
            if (scattered)
            {
                CellKernels.WriteScattered(device, count, first, Lane, _order, Sequences, Memory.Array, _wrong);
            }
            else
            {
                CellKernels.WriteRange(device, count, first, Lane, Sequences, Memory.Array, _wrong);
            }
        });

        for (int i = first; i < first + count; i++)
        {
            Sequences[scattered ? _order[i] : i]++;
        }

        Memory.Findings.AddCounts(Name, first, _wrong[0], _wrong[1]);
        _wrong.AsSpan().Clear();
        return count;
    }
}
