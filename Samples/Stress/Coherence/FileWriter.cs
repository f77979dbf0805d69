using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HmmGen.Stress.Coherence;

/// <summary>Lets the operating system write and read cells: from a file into the memory, and from the memory into a file.</summary>
internal sealed class FileWriter : CellWriter, IDisposable
{
    private const int Batch = 8;
    private const int CellBytes = CellLayout.FileLanes * sizeof(long);

    private readonly SafeFileHandle _file = File.OpenHandle(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        FileOptions.DeleteOnClose);

    private readonly long[] _values = new long[CellLayout.FileLanes];

    /// <summary>Makes a writer.</summary>
    /// <param name="memory">The cells.</param>
    /// <param name="seed">The seed of its choices.</param>
    public FileWriter(CellMemory memory, int seed)
        : base("file writer", memory, CellLayout.FileLane, CellLayout.FileLanes, seed)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <inheritdoc/>
    protected override int Step()
    {
        for (int i = 0; i < Batch; i++)
        {
            int cell = Random.Next(Memory.Count);
            int start = CellLayout.Place(cell, Lane);
            Say("pinning before a system call");
            using HmmPin<long>? pin = Memory.MustPin || Random.Next(8) == 0
                ? Memory.Array.Pin((start, start + CellLayout.FileLanes))
                : null;
            Transfer(cell, MemoryMarshal.AsBytes(Memory.Array.AsSpan(start, CellLayout.FileLanes)));
        }

        return Batch;
    }

    private void Transfer(int cell, Span<byte> shared)
    {
        Span<byte> own = MemoryMarshal.AsBytes(_values.AsSpan());
        Say("writing from the memory to a file");
        RandomAccess.Write(_file, shared, 0);
        Read(own, 0);
        Check(cell, _values);

        int sequence = ++Sequences[cell];
        for (int lane = 0; lane < _values.Length; lane++)
        {
            _values[lane] = Value(cell, Lane + lane, sequence);
        }

        RandomAccess.Write(_file, own, CellBytes);
        Say("reading from a file into the memory");
        Read(shared, CellBytes);
    }

    private void Read(Span<byte> target, long offset)
    {
        int read = RandomAccess.Read(_file, target, offset);
        if (read != target.Length)
        {
            throw new EndOfStreamException($"{read} of {target.Length} bytes were read.");
        }
    }
}
