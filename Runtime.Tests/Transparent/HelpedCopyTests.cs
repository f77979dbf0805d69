// Safety: the blocks and the words of unmanaged memory live until the helpers have ended, which the test waits for. Copies stay within the blocks.
using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A copy is whole when it returns, and no byte more, whoever helps with it. Helpers end when they are told to, or have nothing to do.</summary>
public sealed unsafe class HelpedCopyTests(ITestOutputHelper output)
{
    private const int Room = 1 << 20;

    [Fact]
    public void A_copy_is_whole_when_it_returns()
    {
        output.WriteLine($"seed {TestSeeds.First}");
        Random random = new(TestSeeds.First);
        int copies = TestScale.Iterations(quick: 300, full: 3_000, @long: 100_000);
        State* state = (State*)NativeMemory.AllocZeroed((nuint)sizeof(State));
        byte* source = (byte*)NativeMemory.Alloc(Room), target = (byte*)NativeMemory.Alloc(Room);
        byte[] model = new byte[Room];
        try
        {
            Fill(random, new Span<byte>(target, Room));
            new Span<byte>(target, Room).CopyTo(model);
            Thread[] helpers = Helping(state, 2);
            long begun = state->Copy.BytesHelped;
            for (int copy = 0; copy < copies || state->Copy.BytesHelped == begun; copy++)
            {
                SpinWait.SpinUntil(() => state->Copy.Helpers > 0);

                // Who is late copies these bytes in place of those of the copy before.
                Fill(random, new Span<byte>(source, Room));
                int from = random.Next(Room), to = random.Next(Room), bytes = random.Next(Room - Math.Max(from, to) + 1);
                state->Copy.Copy(source + from, target + to, bytes);
                new Span<byte>(source + from, bytes).CopyTo(model.AsSpan(to));
                Assert.True(new Span<byte>(target, Room).SequenceEqual(model), $"seed {TestSeeds.First}, copy {copy} of {bytes} bytes");
            }

            state->Stopped = 1;
            state->GoesOn = 0;
            Array.ForEach(helpers, static helper => helper.Join());
            output.WriteLine($"helpers copied {state->Copy.BytesHelped >> 20} MiB");
            Assert.Equal(0, state->Copy.Helpers);
        }
        finally
        {
            NativeMemory.Free(target);
            NativeMemory.Free(source);
            NativeMemory.Free(state);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_helper_leaves_when_there_is_nothing_to_do(int goesOn)
    {
        State state = default;
        state.GoesOn = goesOn;
        state.Copy.Help(&state.GoesOn);
        Assert.Equal(0, state.Copy.Helpers);
        Assert.Equal(0, state.Copy.BytesHelped);
    }

    /// <summary>Starts threads that help until they are stopped. Each comes back when it has had nothing to do.</summary>
    private static Thread[] Helping(State* state, int count)
    {
        state->GoesOn = 1;
        Thread[] helpers = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            helpers[i] = new Thread(() =>
            {
                while (Volatile.Read(ref state->Stopped) == 0)
                {
                    state->Copy.Help(&state->GoesOn);
                }
            });
            helpers[i].Start();
        }

        return helpers;
    }

    private static void Fill(Random random, Span<byte> bytes)
    {
        // Quick, and different in each copy: the words count up from a random one.
        Span<long> words = MemoryMarshal.Cast<byte, long>(bytes);
        long first = random.NextInt64();
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = first + i;
        }
    }

    private struct State
    {
        public HelpedCopy Copy;
        public int GoesOn;
        public int Stopped;
    }
}
