// Safety: Items has room for Capacity entries of unmanaged memory, and Count of them are used. The device's ListLock guards the list.
using System.Runtime.InteropServices;

namespace HmmGen.Coherence.Core;

/// <summary>A growing list of pages of mirrors.</summary>
internal unsafe struct PageList
{
    /// <summary>The pages.</summary>
    public MirrorPage* Items;

    /// <summary>The number of pages in the list.</summary>
    public long Count;

    /// <summary>The number of pages that the list has room for.</summary>
    public long Capacity;

    /// <summary>Adds a page.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="page">The page.</param>
    /// <param name="entry">The entry before the change; 0 if it does not matter.</param>
    public void Add(CoreMirror* mirror, long page, int entry)
    {
        if (Count == Capacity)
        {
            Capacity = Math.Max(64, 2 * Capacity);
            Items = (MirrorPage*)NativeMemory.Realloc(Items, (nuint)(Capacity * sizeof(MirrorPage)));
        }

        Items[Count++] = new MirrorPage { Mirror = mirror, Page = page, Entry = entry };
    }

    /// <summary>Removes all pages of a mirror.</summary>
    /// <param name="mirror">The mirror.</param>
    public void Remove(CoreMirror* mirror)
    {
        long kept = 0;
        for (long i = 0; i < Count; i++)
        {
            if (Items[i].Mirror != mirror)
            {
                Items[kept++] = Items[i];
            }
        }

        Count = kept;
    }

    /// <summary>Frees the list.</summary>
    public void Free()
    {
        NativeMemory.Free(Items);
        this = default;
    }
}
