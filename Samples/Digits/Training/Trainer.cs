using System.Diagnostics;

namespace HmmGen.Digits;

/// <summary>Trains a classifier on a device and tests it. The host only says in which order samples are used.</summary>
/// <param name="device">The device.</param>
/// <param name="options">How to train.</param>
public sealed class Trainer(HmmDevice device, TrainingOptions options)
{
    /// <summary>Trains and tests.</summary>
    /// <param name="set">The samples.</param>
    /// <param name="progress">Told about every step; null when nobody listens.</param>
    /// <param name="finished">Called while the memory is still there, for a look at it; null when nobody looks.</param>
    /// <returns>What came of it.</returns>
    public TrainingResult Run(
        DigitSet set, Action<TrainingProgress>? progress = null, Action<Classifier, MirroredDigits>? finished = null)
    {
        Random random = new(options.Seed);
        using MirroredDigits data = new(set);
        using Classifier classifier = new(Math.Min(options.Batch, set.Count), random);
        device.ResetStatistics();
        Stopwatch watch = Stopwatch.StartNew();
        List<double> losses = [];
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            data.Shuffle(random);
            foreach ((int first, int samples) in Batches(0, data.TrainingCount))
            {
                classifier.Learn(device, data, first, samples, Rate(epoch, (float)first / data.TrainingCount), options.Momentum);
                progress?.Invoke(new TrainingProgress(epoch, first + samples, data.TrainingCount, losses.LastOrDefault(double.NaN)));
            }

            losses.Add(Mean(data.Losses.AsReadOnlySpan()));
        }

        double accuracy = Test(classifier, data);
        TimeSpan elapsed = watch.Elapsed;
        HmmStatistics statistics = device.Statistics;

        // Looked at before the host reads the parameters, which brings them back.
        finished?.Invoke(classifier, data);
        int[] parameters = [.. classifier.Parameters.SelectMany(layer => layer.ToArray()).Select(BitConverter.SingleToInt32Bits)];
        long copies = options.Epochs * Batches(0, data.TrainingCount).Count() * classifier.WholeCopiesToLearn(data)
            + Batches(data.TrainingCount, data.Count).Count() * classifier.WholeCopiesToJudge(data);
        return new TrainingResult(accuracy, losses, elapsed, statistics, parameters, copies);
    }

    /// <summary>The learning rate at a moment of an epoch.</summary>
    private float Rate(int epoch, float part) => options.LearningRate * (1f - (epoch + part) / options.Epochs);

    private double Test(Classifier classifier, MirroredDigits data)
    {
        using HmmArray<int> correct = HmmSpace.Shared.Allocate<int>(1);
        foreach ((int first, int samples) in Batches(data.TrainingCount, data.Count))
            classifier.Judge(device, data, first, samples, correct);
        return (double)correct[0] / (data.Count - data.TrainingCount);
    }

    private IEnumerable<(int First, int Samples)> Batches(int start, int end)
    {
        int batch = Math.Min(options.Batch, end - start);
        for (int first = start; first < end; first += batch)
            yield return (first, Math.Min(batch, end - first));
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
            sum += value;
        return sum / values.Length;
    }
}
