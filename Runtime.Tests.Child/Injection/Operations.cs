// Safety: spans and addresses are of arrays that live, or whose memory is zeros after they have ended.
using HmmGen.Coherence;

namespace HmmGen.Tests.Child.Injection;

/// <summary>The operations whose calls fail.</summary>
internal static unsafe class Operations
{
    /// <summary>A device with this memory holds some pages of an array and not all.</summary>
    private const long FewPages = 8 << 12;

    /// <summary>A device with this memory holds all pages of an array and some of another one.</summary>
    private const long ManyPages = 40 << 12;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NamedOperation> All { get; } =
    [
        new("allocate", space => new AllocateOperation(space)),
        new("first touch", space => new AllocateOperation(space) { Touches = true }, IsRaw: true),
        new("launch that reads", space => new SimpleOperation(space)
        {
            HasTarget = true,
            Does = op => Kernels.Copy(op.Device, op.Length, op.Array, op.Target),
        }),
        new("launch that writes", space => new SimpleOperation(space) { Does = op => op.Add(1000), NumbersAfter = 1100 }),
        new("launch that merges", space => new SimpleOperation(space)
        {
            Before = Shuttle,
            Does = op =>
            {
                op.Add(1000);
                if (op.Device.Statistics.BytesMerged == 0)
                {
                    throw new WrongException("nothing was merged");
                }
            },
            NumbersAfter = 1100,
        }, IsRaw: true),
        new("launch that writes what it has", space => new SimpleOperation(space)
        {
            Before = op => op.Array.Prefetch(op.Device, HmmRange.All),
            Does = op => op.Add(1000),
            NumbersAfter = 1100,
        }),
        new("another device writes what a device wrote", space => new SimpleOperation(space)
        {
            HasAnother = true,
            Before = op => op.Add(1000),
            Does = op => Kernels.Add(op.Another, op.Length, 1000, op.Array),
            NumbersBefore = 1100,
            NumbersAfter = 2100,
        }),
        new("another device reads what a device wrote", space => new SimpleOperation(space)
        {
            HasAnother = true,
            HasTarget = true,
            Before = op => op.Add(1000),
            Does = op => Kernels.Copy(op.Another, op.Length, op.Array, op.Target),
            NumbersBefore = 1100,
            NumbersAfter = 1100,
        }),
        new("eviction", space => new SimpleOperation(space)
        {
            Budget = FewPages,
            Length = 21 * ExpectedArray.Page - 7,
            Does = op => op.Add(1000),
            NumbersAfter = 1100,
        }),
        new("launch that writes a part of a plain array", space => new PlainArrayOperation(space)),
        new("written pages go home while a launch runs", space => new SimpleOperation(space)
        {
            Budget = FewPages,
            Length = 21 * ExpectedArray.Page - 7,
            IsAhead = true,
            Before = op =>
            {
                op.Add(1000);
                op.Array.Prefetch(HmmDevice.Host, HmmRange.All);
            },
            Does = op => op.Add(1000),
            NumbersBefore = 1100,
            NumbersAfter = 2100,
        }),
        new("pages move within a device", space => new SimpleOperation(space)
        {
            Budget = ManyPages,
            Length = 28 * ExpectedArray.Page - 7,
            HasTarget = true,
            Before = Scatter,
            Does = op =>
            {
                try
                {
                    op.Array.Prefetch(op.Device, HmmRange.All);
                }
                finally
                {
                    // After a failed move, too: this shows whether the books still say where the pages are.
                    Kernels.Copy(op.Device, op.Length, op.Array, op.Target);
                }
            },
        }),
        new("host reads what a device wrote", space => Launched(space, op => op.Read()), IsRaw: true),
        new("host writes what a device wrote", space => Launched(space, op => op.Write(5), 5), IsRaw: true),
        new("host writes what a device reads", space => new SimpleOperation(space)
        {
            Before = op => op.Array.Prefetch(op.Device, HmmRange.All),
            Does = op => op.Write(5),
            NumbersAfter = 5,
        }, IsRaw: true),
        new("span", space => Launched(space, op => op.ReadSpan(op.Array.AsSpan()))),
        new("read-only span", space => Launched(space, op => op.ReadSpan(op.Array.AsReadOnlySpan()))),
        new("snapshot", space => new GatedOperation(space, writes: false), IsRaw: true),
        new("twin", space => new GatedOperation(space, writes: true), IsRaw: true),
        new("twin of a shown page", space => new GatedOperation(space, writes: true, isShown: true), IsRaw: true),
        new("pin", space => Launched(space, op => op.Array.Pin().Dispose())),
        new("launch that writes what is pinned", space => new SimpleOperation(space)
        {
            Does = op =>
            {
                using HmmPin<int> pin = op.Array.Pin();
                op.Add(1000);
            },
            NumbersAfter = 1100,
        }),
        new("prefetch", space => new SimpleOperation(space) { Does = op => op.Array.Prefetch(op.Device, HmmRange.All) }),
        new("prefetch home", space => Launched(space, op => op.Array.Prefetch(HmmDevice.Host, HmmRange.All))),
        new("page states", space => Launched(space, op => op.Array.Snapshot(op.Device, HmmRange.All))),
        new("protect", space => new SimpleOperation(space)
        {
            Before = op => op.Add(1000),
            Does = op => op.Array.Protect(HmmRange.All, HmmProtection.ReadOnly),
            Undo = op => op.Array.Protect(HmmRange.All, HmmProtection.ReadWrite),
            NumbersBefore = 1100,
            NumbersAfter = 1100,
        }),
        new("discard", space => new SimpleOperation(space)
        {
            Before = op => op.Add(1000),
            Does = op => op.Array.Discard(HmmRange.All),
            NumbersBefore = 1100,
            NumbersAfter = null,
        }),
        new("device lost", space => new SimpleOperation(space)
        {
            Before = op => op.Add(1000),
            Does = Lose,
            NumbersBefore = 1100,
            NumbersAfter = 1100,
        }),
        new("device ends", space => Launched(space, op => op.Device.Dispose())),
        new("dispose", space => new SimpleOperation(space) { Before = op => op.Add(1000), Does = End, NumbersBefore = 1100, NumbersAfter = 2100 }),
        new("map a file", space => new FileOperation(space) { IsMapped = false, Does = op => op.MapFile() }),
        new("host reads a file", space => new FileOperation(space) { Does = op => op.Read() }, IsRaw: true),
        new("host writes a file", space => new FileOperation(space) { Does = op => op.Write(5), NumbersAfter = 5 }, IsRaw: true),
        new("launch that writes a file", space => new FileOperation(space) { Does = op => op.Add(1000), NumbersAfter = 1100 }),
        new("launch that reads a file", space => new FileOperation(space) { Does = op => op.Copy(), Access = FileAccess.Read }),
        new("flush what a device wrote", space => new FileOperation(space)
        {
            Before = op => op.Add(1000),
            Does = Flush,
            NumbersBefore = 1100,
            NumbersAfter = 1100,
            Writes = true,
        }),
        new("flush what the host wrote", space => new FileOperation(space)
        {
            Before = op => op.Write(5),
            Does = Flush,
            NumbersBefore = 5,
            NumbersAfter = 5,
            Writes = true,
        }),
        new("file ends", space => new FileOperation(space)
        {
            Before = op => op.Add(1000),
            Does = op =>
            {
                op.IsFlushRefused = true;
                op.Unmap();
            },
            NumbersBefore = 1100,
            NumbersAfter = 1100,
            Writes = true,
        }),
    ];

    private static SimpleOperation Launched(HmmSpace space, Action<SimpleOperation> does, int after = 1100) => new(space)
    {
        Before = op => op.Add(1000),
        Does = does,
        NumbersBefore = 1100,
        NumbersAfter = after,
    };

    private static void Flush(FileOperation op)
    {
        op.IsFlushRefused = true;
        op.Map!.Flush();
    }

    /// <summary>The host and the device write in turn, until the array's pages stay with the host.</summary>
    private static void Shuttle(SimpleOperation op)
    {
        for (int round = 0; round < 4; round++)
        {
            op.Add(1000);
            op.Write(100);
        }
    }

    /// <summary>Pages of two arrays come by turns, so that those of one lie apart.</summary>
    private static void Scatter(SimpleOperation op)
    {
        for (int page = 0; page < 20; page += 5)
        {
            op.Array.Prefetch(op.Device, (page * ExpectedArray.Page, (page + 3) * ExpectedArray.Page));
            op.Target.Prefetch(op.Device, (page * ExpectedArray.Page, (page + 4) * ExpectedArray.Page));
        }
    }

    private static void Lose(SimpleOperation op)
    {
        CoreFunctions.Current->LoseDevice(op.Device.Session.Memory.MirrorOf(op.Array.Region!).Core->Device);
        op.Device.Dispose();
    }

    /// <summary>A span over an array that ends shows what was there, and then zeros.</summary>
    private static void End(SimpleOperation op)
    {
        int* first = (int*)op.Array.Region!.Address;
        fixed (int* held = op.Array.AsSpan())
        {
            op.Add(1000);
            op.Arrays.Clear();
            op.Array.Dispose();
            foreach (int value in op.Space.HostMode == HmmHostMode.Scopes ? [] : op.Touches.Read(first, op.Length))
            {
                if (value is not 0)
                {
                    throw new WrongException($"a span over an array that has ended shows {value:X}");
                }
            }
        }
    }
}
