using System.Runtime.InteropServices;

namespace HmmGen.Tests.Child.Injection;

/// <summary>An operation on a map of a file, given by what is done.</summary>
/// <param name="space">Where the map is.</param>
internal sealed class FileOperation(HmmSpace space) : InjectedOperation(space)
{
    private const int Length = 5 * ExpectedArray.Page - 7;
    private readonly string _path = Path.GetTempFileName();

    /// <summary>The map; null before the file is mapped.</summary>
    public HmmArray<int>? Map { get; private set; }

    /// <summary>The device.</summary>
    public HmmDevice Device { get; private set; } = null!;

    /// <summary>How the host touches memory.</summary>
    public HostTouches Touches { get; private set; } = null!;

    /// <summary>Whether the operation begins with a map.</summary>
    public bool IsMapped { get; init; } = true;

    /// <summary>Whether the file is mapped for writing.</summary>
    public FileAccess Access { get; init; } = FileAccess.ReadWrite;

    /// <summary>What happens before; null for nothing.</summary>
    public Action<FileOperation>? Before { get; init; }

    /// <summary>The operation.</summary>
    public required Action<FileOperation> Does { get; init; }

    /// <summary>The first of the numbers that the map holds before the operation.</summary>
    public int NumbersBefore { get; init; } = 100;

    /// <summary>The first of the numbers that it holds afterwards.</summary>
    public int NumbersAfter { get; init; } = 100;

    /// <summary>Whether the file has what the map holds when the operation has done its work.</summary>
    public bool Writes { get; init; }

    /// <inheritdoc/>
    public override void Prepare()
    {
        File.WriteAllBytes(_path, MemoryMarshal.AsBytes<int>(Numbers(Length, 100)));
        Touches = Own(new HostTouches(Space.HostMode));
        Device = Own(HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = 1 }));
        if (IsMapped)
        {
            MapFile();
        }

        Before?.Invoke(this);
    }

    /// <inheritdoc/>
    public override void Act() => Does(this);

    /// <inheritdoc/>
    public override void CheckOthers(bool done)
    {
        int[] written = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(_path)).ToArray();
        Expect(written.Length == Length, "the file has its length");
        int[] before = Numbers(Length, 100);
        int[] after = Numbers(Length, NumbersAfter);
        for (int i = 0; i < Length; i++)
        {
            bool right = Writes && done ? written[i] == after[i] : written[i] == before[i] || written[i] == after[i] || written[i] == NumbersBefore + i;
            Expect(right, $"element {i} of the file, {written[i]:X}, is right");
        }
    }

    /// <inheritdoc/>
    public override void UseAgain()
    {
        if (Access == FileAccess.ReadWrite && Arrays.Count > 0)
        {
            base.UseAgain();
            try
            {
                Map!.Flush();
                Map.AsSpan()[3] = 33;
                Map.Flush();
                ReadOnlySpan<int> all = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(_path));
                Expect(all[0] == 7 && all[1] == 8 && all[3] == 33 && all[^1] == 7, "the file is written");
            }
            catch (IOException) when (IsFlushRefused)
            {
                // Once the system has dropped changes every later flush says so.
            }
        }
    }

    /// <summary>Whether the system may have dropped changes.</summary>
    public bool IsFlushRefused { get; set; }

    /// <summary>Maps the file.</summary>
    public void MapFile()
    {
        Map = Own(Space.MapFile<int>(_path, Access));
        Arrays.Add(new ExpectedArray(Map, Numbers(Length, NumbersBefore), Numbers(Length, NumbersAfter)));
    }

    /// <summary>Ends the map.</summary>
    public void Unmap()
    {
        Arrays.Clear();
        Map!.Dispose();
    }

    /// <summary>Has the device add to all elements.</summary>
    /// <param name="value">What.</param>
    public void Add(int value) => Kernels.Add(Device, Length, value, Map!);

    /// <summary>Has the device copy all elements to an array.</summary>
    public void Copy()
    {
        HmmArray<int> target = Own(Space.Allocate<int>(Length));
        Arrays.Add(new ExpectedArray(target, new int[Length], Numbers(Length, 100)));
        Kernels.Copy(Device, Length, Map!, target);
    }

    /// <summary>Reads all elements as any code may.</summary>
    public void Read() => Arrays[0].Compare(Touches.Read(Map!), 0, done: true);

    /// <summary>Writes all elements as any code may.</summary>
    /// <param name="first">Numbers from here on.</param>
    public void Write(int first) => Touches.Write(Map!, Numbers(Length, first));

    /// <inheritdoc/>
    public override void Dispose()
    {
        try
        {
            base.Dispose();
        }
        catch (IOException) when (IsFlushRefused)
        {
            // The last flush says so too.
        }
        finally
        {
            File.Delete(_path);
        }
    }
}
