using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>Calls that copy elements, beside launches on the same array: each piece is copied before or after a launch.</summary>
public sealed class CopiesBesideLaunchesTests : IDisposable
{
    private const int Count = 1 << 18;
    private const int Cut = Count - 1000;
    private const int Rounds = 20;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "file");
    private readonly CancellationTokenSource _end = new();
    private int _launches;

    /// <summary>The calls that write, in every mode.</summary>
    public static TheoryData<HmmHostMode, string> Writers { get; } = Combine("Fill", "CopyFrom", "CopyTo", "LoadAsync");

    /// <summary>The calls that read.</summary>
    public static TheoryData<string> Readers { get; } = ["ToArray", "CopyTo", "SaveAsync"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task What_the_host_writes_and_what_a_launch_writes_beside_it_both_stay(HmmHostMode mode, string way)
    {
        // The elements of host and launches share pages.
        HmmSpace space = TransparentSpaces.Open(mode);
        using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { PageSize = 64 << 10 });
        using HmmArray<int> array = space.Allocate<int>(Count);
        using HmmArray<int> other = space.Allocate<int>(Cut);
        Task launches = Launch(() => TransparentKernels.Add(device, Count - Cut, 1, array[Cut..]));
        int[] places = [0, 1, Cut / 3, Cut / 2, .. Enumerable.Range(1, 16).Select(static i => Cut - (i * i * i))];
        int wrong = 0;
        for (int round = 1; round <= Rounds; round++)
        {
            await NextLaunch(launches);
            await Write(array[..Cut], other, way, round);
            wrong += places.Count(place => array[place] != round);
        }

        await _end.CancelAsync();
        await launches;
        using HmmArray<int> seen = space.Allocate<int>(Count);
        TransparentKernels.Copy(device, Count, array, seen);
        Assert.Equal(0, wrong);
        foreach (int[] elements in (int[][])[array.ToArray(), seen.ToArray()])
        {
            Assert.Equal(-1, elements.AsSpan(0, Cut).IndexOfAnyExcept(Rounds));
            Assert.Equal(-1, elements.AsSpan(Cut).IndexOfAnyExcept(_launches));
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task In_scopes_a_piece_is_read_before_or_after_a_launch(string way)
    {
        HmmSpace space = new(HmmHostMode.Scopes);
        using HmmArray<int> array = space.Allocate<int>(Count);
        using HmmArray<int> other = space.Allocate<int>(Count);
        Task launches = Launch(() => TransparentKernels.Add(HmmDevice.Host, Count, 1, array));
        int torn = 0;
        for (int round = 0; round < 2 * Rounds; round++)
        {
            await NextLaunch(launches);
            int[] elements = await Read(array, other, way);
            torn += elements.AsSpan().ContainsAnyExcept(elements[0]) ? 1 : 0;
        }

        await _end.CancelAsync();
        await launches;
        Assert.Equal(0, torn);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }

    private static TheoryData<HmmHostMode, string> Combine(params string[] ways)
    {
        TheoryData<HmmHostMode, string> data = [];
        foreach (HmmHostMode mode in (HmmHostMode[])[HmmHostMode.Transparent, HmmHostMode.TransparentUserMode, HmmHostMode.Scopes])
        {
            foreach (string way in ways)
            {
                data.Add(mode, way);
            }
        }

        return data;
    }

    private Task Launch(Action launch) => Task.Run(
        () =>
        {
            while (!_end.IsCancellationRequested)
            {
                launch();
                Interlocked.Increment(ref _launches);
            }
        },
        Cancellation);

    private async Task NextLaunch(Task launches)
    {
        int before = Volatile.Read(ref _launches);
        while (Volatile.Read(ref _launches) == before && !launches.IsCompleted)
        {
            await Task.Yield();
        }
    }

    private async Task Write(HmmArray<int> part, HmmArray<int> other, string way, int value)
    {
        switch (way)
        {
            case "Fill":
                part.Fill(value);
                break;
            case "CopyFrom":
                int[] source = new int[Cut];
                source.AsSpan().Fill(value);
                part.CopyFrom(source);
                break;
            case "CopyTo":
                other.Fill(value);
                other.CopyTo(part);
                break;
            default:
                other.Fill(value);
                await other.SaveAsync(_path, Cancellation);
                await part.LoadAsync(_path, Cancellation);
                break;
        }
    }

    private async Task<int[]> Read(HmmArray<int> array, HmmArray<int> other, string way)
    {
        switch (way)
        {
            case "ToArray":
                return array.ToArray();
            case "CopyTo":
                array.CopyTo(other);
                return other.ToArray();
            default:
                await array.SaveAsync(_path, Cancellation);
                byte[] saved = await File.ReadAllBytesAsync(_path, Cancellation);
                return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(saved).ToArray();
        }
    }
}
