using System.Numerics.Tensors;
using HmmGen.Benchmarks.Host.Naive;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>Items that choose along their rows, keep a few values in an array, or take turns.</summary>
internal static class ChoiceCases
{
    private const int Count = 2000;
    private const int Width = 384;

    /// <summary>Places of the greatest elements.</summary>
    public static HostCase Best()
    {
        float[] scores = Values.Of(Count * Width);
        int[] places = Pinned.Zeros<int>(Count);
        return HostCase.OfRows($"places of the greatest {Count} × {Width}", Count, device => ChoiceKernels.Best(device, Count, Width, scores, places), places, row => ChoiceKernels.Best(row, Width, scores, places)) with
        {
            Peers =
            [
                Loop(Count, row => ChoiceKernels.Best(row, Width, scores, places)),
                HostTools.Tensors(Count, HostTools.Each(row => places[row] = TensorPrimitives.IndexOfMax(scores.AsSpan(row * Width, Width)))),
            ],
            Goals = [HostGoal.ByTensors],
        };
    }

    /// <summary>Errors before a rectifier.</summary>
    public static HostCase Rectify()
    {
        float[] inputs = Values.Of(Count * Width), errors = [.. Values.Of(Count * Width).Reverse()];
        return HostCase.OfRows($"errors before a rectifier {Count} × {Width}", Count, device => ChoiceKernels.Rectify(device, Count, Width, inputs, errors), errors, row => ChoiceKernels.Rectify(row, Width, inputs, errors));
    }

    /// <summary>Softmax under a mask.</summary>
    public static HostCase Masked()
    {
        float[] scores = Values.Of(Count * Width), shares = Pinned.Zeros<float>(Count * Width);
        bool[] mask = Pinned.Of(Width, static k => k % 3 != 1);
        return HostCase.OfRows(
            $"masked softmax {Count} × {Width}", Count, device => ChoiceKernels.Masked(device, Count, Width, scores, mask, shares), shares,
            row => ChoiceKernels.Masked(row, Width, scores, mask, shares));
    }

    /// <summary>Losses and errors of a classifier.</summary>
    public static HostCase Loss()
    {
        float[] scores = Values.Of(Count * Width), errors = Pinned.Zeros<float>(Count * Width), losses = Pinned.Zeros<float>(Count);
        int[] labels = Values.Below(Count, Width);
        return HostCase.OfRows(
            $"softmax and loss {Count} × {Width}", Count, device => ChoiceKernels.Loss(device, Count, Width, scores, labels, errors, losses), errors,
            row => ChoiceKernels.Loss(row, Width, scores, labels, errors, losses));
    }

    /// <summary>Scores of queries against keys.</summary>
    public static HostCase Attend()
    {
        const int Queries = 512, Keys = 256, Size = 64;
        float[] queries = Values.Of(Queries * Size), keys = Values.Of(Keys * Size), scores = Pinned.Zeros<float>(Queries * Keys);
        return HostCase.OfRows(
            $"attention scores {Queries} × {Keys} × {Size}", Queries, device => ChoiceKernels.Attend(device, Queries, Size, Keys, queries, keys, scores), scores,
            row => ChoiceKernels.Attend(row, Size, Keys, queries, keys, scores));
    }

    /// <summary>Sums of parts, the last of which is shorter.</summary>
    public static HostCase SumPart()
    {
        const int Length = 767;
        float[] all = Values.Of(Count * Width), sums = Pinned.Zeros<float>(all.Length / Length + 1);
        return HostCase.OfRows(
            $"sums of parts {sums.Length} × {Length}", sums.Length, device => ChoiceKernels.SumPart(device, sums.Length, Length, all, sums), sums,
            part => ChoiceKernels.SumPart(part, Length, all, sums));
    }

    /// <summary>A times X plus Y, in turns of few items.</summary>
    public static HostCase AddInTurns()
    {
        const int Items = 4096;
        float[] x = Values.Of(Count * Width), y = [.. x.Reverse()], sums = Pinned.Zeros<float>(x.Length);
        return HostCase.OfRows(
            $"saxpy {x.Length} in turns of {Items}", Items, device => ChoiceKernels.AddInTurns(device, Items, Items, 3, x, y, sums), sums,
            item => ChoiceKernels.AddInTurns(item, Items, 3, x, y, sums));
    }

    /// <summary>Medians of neighbours.</summary>
    public static HostCase Median()
    {
        const int Size = 512;
        float[] image = Values.Of((Size + 2) * (Size + 2)), medians = Pinned.Zeros<float>(image.Length);
        return HostCase.OfRows(
            $"medians of nine {Size} × {Size}", Size, device => ChoiceKernels.Median(device, (Size, Size), Size + 2, image, medians), medians,
            row =>
            {
                for (int column = 0; column < Size; column++)
                {
                    ChoiceKernels.Median(row, column, Size + 2, image, medians);
                }
            });
    }

    private static HostPeer Loop(int count, Action<int> item) => HostTools.Loop(count, HostTools.Each(item));
}
