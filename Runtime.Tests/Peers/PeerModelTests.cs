// Safety: mirrors are alive while their devices are, and nobody else uses the devices. Entries are read in place.
using HmmGen.Base;
using HmmGen.Coherence;
using HmmGen.Memory;
using HmmGen.Paging;
using HmmGen.Tests.Shared;
using HmmGen.Tests.Transparent;
using Xunit;

namespace HmmGen.Tests.Peers;

/// <summary>
/// Random operations of three devices and the host agree with a plain array, and after each of them every page has one writer, or one owner at most and
/// readers. Devices differ in pages, budgets and ways; some end or fail in the middle. <c>HMMGEN_SEED</c> names the first run.
/// </summary>
public sealed unsafe class PeerModelTests
{
    private const int Page = 1024;
    private const int Length = 30 * Page + 77;
    private const int Operations = 40;

    private static readonly int Runs = TestScale.Iterations(quick: 10, full: 60, @long: 2000);

    [Theory]
    [MemberData(nameof(PeerTests.Modes), MemberType = typeof(PeerTests))]
    public void Three_devices_and_the_host_agree_with_a_plain_array(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        long direct = 0;
        for (int seed = TestSeeds.First; seed < TestSeeds.First + Runs; seed++)
        {
            List<string> done = [];
            try
            {
                direct += Run(space, new Random(seed), done);
            }
            catch (Exception failure)
            {
                Assert.Fail($"HMMGEN_SEED={seed}, {mode}:\n{string.Join('\n', done)}\n{failure}");
            }
        }

        Assert.True(direct > 0, "no page came from a peer");
    }

    private static long Run(HmmSpace space, Random random, List<string> done)
    {
        HmmDevice[] devices = [.. Enumerable.Range(1, 3).Select(number => Open(random, number))];
        HmmArray<int> array = space.Allocate<int>(Length);
        HmmArray<int> other = space.Allocate<int>(Length);
        int[] model = new int[Length];
        long direct = 0;
        try
        {
            for (int i = 0; i < Operations; i++)
            {
                int number = random.Next(3);
                HmmDevice device = devices[number];
                int start = random.Next(Length);
                int end = Math.Min(Length, start + random.Next(1, random.Next(2) == 0 ? Length : 2 * Page));
                int value = random.Next(1, 1000);
                int kind = random.Next(12);
                done.Add($"{kind}: device {number}, {start} to {end}, {value}");
                switch (kind)
                {
                    case 0 or 1 or 2:
                        TransparentKernels.Add(device, HmmExtent.Range(start, end), value, array);
                        ForEach(model, start, end, (ref int element) => element += value);
                        break;
                    case 3:
                        TransparentKernels.Fill(device, HmmExtent.Range(start, end), value, array);
                        model.AsSpan(start, end - start).Fill(value);
                        break;
                    case 4 or 5 or 6:
                        TransparentKernels.Copy(device, HmmExtent.Range(start, end), array, other);
                        Assert.True(other.AsReadOnlySpan(start, end - start).SequenceEqual(model.AsSpan(start, end - start)), "a device reads something else");
                        break;
                    case 7:
                        array.AsSpan(start, end - start)[0] = value;
                        model[start] = value;
                        break;
                    case 8:
                        Assert.True(array.AsReadOnlySpan(start, end - start).SequenceEqual(model.AsSpan(start, end - start)), "the host reads something else");
                        break;
                    case 9:
                        array.Prefetch(device, (start, end), value % 2 == 0 ? HmmPrefetch.ForWriting : HmmPrefetch.ForReading);
                        break;
                    case 10:
                        Evict(device, random);
                        break;
                    default:
                        direct += device.Statistics.BytesFromPeers;
                        other.AsSpan().Clear();
                        End(devices, number, array, random);
                        break;
                }

                CheckOwners(array.Region!);
            }

            Assert.True(array.AsReadOnlySpan().SequenceEqual(model), "the host reads something else in the end");
            return direct + devices.Sum(device => device.Statistics.BytesFromPeers);
        }
        finally
        {
            array.Dispose();
            other.Dispose();
            Array.ForEach(devices, device => device.Dispose());
        }
    }

    private delegate void Change(ref int element);

    private static void ForEach(int[] model, int start, int end, Change change)
    {
        for (int i = start; i < end; i++)
        {
            change(ref model[i]);
        }
    }

    private static HmmDevice Open(Random random, int number) => HmmDevice.Simulated(new SimulatedOptions
    {
        Number = number,
        PageSize = random.Next(3) == 0 ? 16384 : 4096,
        MemoryBudget = random.Next(2) == 0 ? 1L << 30 : random.Next(8, 50) * 4096L,
        MaxDegreeOfParallelism = 1,
        Testing = new PagingTestOptions
        {
            PeerCopies = random.Next(5) > 0,
            Prefetch = random.Next(3) > 0,
            RandomEvictions = random.Next(3) == 0 ? random.Next() : null,
            Variant = random.Next(2) == 0 ? HmmKernelVariants.Auto : HmmKernelVariants.Resumable,
        },
    });

    private static void Evict(HmmDevice device, Random random)
    {
        using DeviceMemory.LaunchResidency residency = device.Session.Memory.Begin([], _ => false);
        if (random.Next(2) == 0)
        {
            residency.EvictUnpromised();
        }
        else
        {
            residency.EvictRandom(random);
        }

        residency.Finish();
    }

    /// <summary>Ends a device, and makes another. A device that owns nothing alone is lost first: the others have all that it has.</summary>
    private static void End(HmmDevice[] devices, int number, HmmArray<int> array, Random random)
    {
        if (devices[number].Session.Memory.FindMirror(array.Region!) is { } mirror && !OwnsAlone(mirror))
        {
            CoreFunctions.Current->LoseDevice(mirror.Core->Device);
        }

        devices[number].Dispose();
        devices[number] = Open(random, number + 1);
    }

    private static bool OwnsAlone(RegionMirror mirror)
    {
        for (long page = 0; page < mirror.PageCount; page++)
        {
            if ((mirror.EntryOf(page) & PageEntry.Owned) != 0 && !ReadersOf(mirror, page).Any())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The other devices that have something of a page.</summary>
    private static IEnumerable<RegionMirror> ReadersOf(RegionMirror mirror, long page)
    {
        (long unit, long units) = mirror.UnitsOf(page, 1);
        return mirror.Region.Mirrors.ToArray().Cast<RegionMirror>().Where(other =>
        {
            PageRun pages = other.PagesUnder(unit, units);
            return other != mirror && Enumerable.Range((int)pages.First, (int)pages.Count).Any(number => other.EntryOf(number) != 0);
        });
    }

    private static void CheckOwners(MemoryRegion region)
    {
        foreach (RegionMirror mirror in region.Mirrors.ToArray().Cast<RegionMirror>())
        {
            for (long page = 0; page < mirror.PageCount; page++)
            {
                int entry = mirror.EntryOf(page);
                RegionMirror[] readers = (entry & PageEntry.Owned) == 0 ? [] : [.. ReadersOf(mirror, page)];
                Assert.True((entry & PageEntry.Writable) == 0 || readers.Length == 0, $"page {page} has a writer and another device");
                Assert.True((entry & (PageEntry.Writable | PageEntry.Owned)) != PageEntry.Writable, $"page {page} has a writer that does not own it");
                foreach (RegionMirror reader in readers)
                {
                    Assert.True(reader.Geometry == mirror.Geometry, $"page {page} has an owner, and a reader with other pages");
                    Assert.True((reader.EntryOf(page) & PageEntry.Owned) == 0, $"page {page} has two owners");
                }
            }
        }
    }
}
