using System.Runtime.CompilerServices;
using Xunit;

namespace HmmGen.Tests.Lifetimes;

/// <summary>A finalizer that touches its small array leaves the other arrays of the slab as they are.</summary>
public sealed class FinalTouchTests
{
    [Theory]
    [InlineData(HmmHostMode.Transparent)]
    [InlineData(HmmHostMode.TransparentUserMode)]
    [InlineData(HmmHostMode.Scopes)]
    public void Neighbours_stay_what_they_are(HmmHostMode mode)
    {
        HmmSpace space = new(mode);
        using HmmArray<int> alive = space.Allocate<int>(1_000);
        alive.Fill(7);
        for (int round = 0; round < 4; round++)
        {
            Drop(space);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            Assert.Equal(-1, alive.AsReadOnlySpan().IndexOfAnyExcept(7));
            using HmmArray<int> later = space.Allocate<int>(1_000);
            later.Fill(round);
            Assert.Equal(-1, later.AsReadOnlySpan().IndexOfAnyExcept(round));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(HmmSpace space)
    {
        for (int owner = 0; owner < 8; owner++)
        {
            _ = new Owner(space);
        }
    }

    private sealed class Owner
    {
        private readonly HmmArray<int> _data;

        public Owner(HmmSpace space)
        {
            _data = space.Allocate<int>(1_000);
            _data.Fill(1);
        }

        ~Owner()
        {
            try
            {
                _data.AsSpan()[3] = 5;
            }
            catch (ObjectDisposedException)
            {
                // The array may have ended before.
            }
        }
    }
}
