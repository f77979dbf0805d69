namespace HmmGen.Corpus;

/// <summary>Cases of <see cref="Atomics"/>.</summary>
internal static class AtomicCases
{
    private const int Groups = 37;

    public static IReadOnlyList<CorpusCase> All { get; } =
    [
        CorpusCase.Of("Atomics.ExactlyOnce", size => size,
            input => (
                Places: input.Ints(input.Size, 0, input.Size),
                Amounts: input.Ints(input.Size, 0, input.Size),
                Log: new int[input.Size],
                First: new int[input.Size],
                Second: new long[input.Size]),
            (i, d) => Atomics.ExactlyOnce(i, d.Places, d.Amounts, d.Log, d.First, d.Second),
            (device, items, d) => Atomics.ExactlyOnce(device, items, d.Places, d.Amounts, d.Log, d.First, d.Second)),

        CorpusCase.Of("Atomics.Additions", size => size,
            input => (
                Places: input.Ints(input.Size, 0, Groups),
                S32: input.Ints(Groups),
                U32: input.UInts(Groups),
                S64: input.Longs(Groups),
                U64: input.ULongs(Groups)),
            (i, d) => Atomics.Additions(i, d.Places, d.S32, d.U32, d.S64, d.U64),
            (device, items, d) => Atomics.Additions(device, items, d.Places, d.S32, d.U32, d.S64, d.U64)),

        CorpusCase.Of("Atomics.UpAndDown", size => size,
            input => (Signs: input.Draw(input.Size, random => (sbyte)random.Next(-9, 10)), Up: new int[10], Down: new long[10]),
            (i, d) => Atomics.UpAndDown(i, d.Signs, d.Up, d.Down),
            (device, items, d) => Atomics.UpAndDown(device, items, d.Signs, d.Up, d.Down)),

        CorpusCase.Of("Atomics.TakeAndLeave", size => size,
            input => (
                Cells: input.Ints(input.Size),
                Taken: new int[input.Size],
                Weights: input.Doubles(input.Size),
                Old: new double[input.Size]),
            (i, d) => Atomics.TakeAndLeave(i, d.Cells, d.Taken, d.Weights, d.Old),
            (device, items, d) => Atomics.TakeAndLeave(device, items, d.Cells, d.Taken, d.Weights, d.Old)) with { Affine = true },

        CorpusCase.Of("Atomics.Claim", size => size,
            input => (Wishes: input.Ints(input.Size, 0, input.Size / 2), Owners: new int[input.Size / 2], Claims: new int[4]),
            (i, d) => Atomics.Claim(i, d.Wishes, d.Owners, d.Claims),
            (device, items, d) => Atomics.Claim(device, items, d.Wishes, d.Owners, d.Claims)),

        CorpusCase.Of("Atomics.Largest", size => size,
            input => (Values: input.Longs(input.Size), Largest: new long[Groups]),
            (i, d) => Atomics.Largest(i, Groups, d.Values, d.Largest),
            (device, items, d) => Atomics.Largest(device, items, Groups, d.Values, d.Largest)),

        CorpusCase.Of("Atomics.Tickets", size => size,
            input => (Counter: new uint[1], Tickets: new short[input.Size]),
            (i, d) => Atomics.Tickets(i, d.Counter, d.Tickets),
            (device, items, d) => Atomics.Tickets(device, items, d.Counter, d.Tickets)),

        CorpusCase.Of("Atomics.SingleSums", size => size,
            input => (Places: input.Ints(input.Size, 0, Groups), Values: input.Floats(input.Size), Sums: input.Floats(Groups)),
            (i, d) => Atomics.SingleSums(i, d.Places, d.Values, d.Sums),
            (device, items, d) => Atomics.SingleSums(device, items, d.Places, d.Values, d.Sums)) with { Tolerance = 2e-5 },

        CorpusCase.Of("Atomics.DoubleSums", size => size,
            input => (
                Places: input.Ints(input.Size, 0, Groups),
                Values: input.Doubles(input.Size),
                Sums: input.Doubles(Groups),
                Finite: new bool[input.Size]),
            (i, d) => Atomics.DoubleSums(i, d.Places, d.Values, d.Sums, d.Finite),
            (device, items, d) => Atomics.DoubleSums(device, items, d.Places, d.Values, d.Sums, d.Finite)) with { Tolerance = 1e-13 },

        CorpusCase.Of("Atomics.FloatingExtremes", size => size,
            input => (
                Places: input.Ints(input.Size, 0, Groups),
                X: input.Floats(input.Size),
                Y: input.Doubles(input.Size),
                Low32: new float[Groups],
                High32: new float[Groups],
                Low64: new double[Groups],
                High64: new double[Groups]),
            (i, d) => Atomics.FloatingExtremes(i, d.Places, d.X, d.Y, d.Low32, d.High32, d.Low64, d.High64),
            (device, items, d) => Atomics.FloatingExtremes(device, items, d.Places, d.X, d.Y, d.Low32, d.High32, d.Low64, d.High64)),
    ];
}
