namespace HmmGen.Digits;

/// <summary>A perceptron with one hidden layer. Everything it computes, it computes in kernels.</summary>
public sealed class Classifier : IDisposable
{
    private const int HiddenUnits = 128;

    private readonly DenseLayer _hidden;
    private readonly DenseLayer _output;
    private readonly HmmArray<float> _inputs;
    private readonly HmmArray<float> _activations;
    private readonly HmmArray<float> _activationErrors;
    private readonly HmmArray<float> _scores;
    private readonly HmmArray<float> _scoreErrors;

    /// <summary>Makes a classifier that has learnt nothing.</summary>
    /// <param name="batch">The most samples that it sees at a time.</param>
    /// <param name="random">Draws the weights.</param>
    public Classifier(int batch, Random random)
    {
        _hidden = new DenseLayer(DigitSet.Pixels, HiddenUnits, random);
        _output = new DenseLayer(HiddenUnits, DigitSet.Classes, random);
        _inputs = HmmSpace.Shared.Allocate<float>((long)batch * DigitSet.Pixels);
        _activations = HmmSpace.Shared.Allocate<float>((long)batch * HiddenUnits);
        _activationErrors = HmmSpace.Shared.Allocate<float>((long)batch * HiddenUnits);
        _scores = HmmSpace.Shared.Allocate<float>((long)batch * DigitSet.Classes);
        _scoreErrors = HmmSpace.Shared.Allocate<float>((long)batch * DigitSet.Classes);
    }

    /// <summary>The parameters of the layers, the hidden one first.</summary>
    public IReadOnlyList<HmmArray<float>> Parameters => [_hidden.Parameters, _output.Parameters];

    /// <summary>Learns from a batch.</summary>
    /// <param name="device">The device.</param>
    /// <param name="data">The samples.</param>
    /// <param name="first">The batch's first place in the samples' order.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="momentum">The part of its velocity that a parameter keeps.</param>
    public void Learn(HmmDevice device, MirroredDigits data, int first, int samples, float rate, float momentum)
    {
        Score(device, data, first, samples);
        LossKernels.Softmax(
            device, samples, first, DigitSet.Classes, 1f / samples, data.Order, data.Labels, _scores, _scoreErrors, data.Losses);
        LayerKernels.PullBack(
            device,
            (samples, HiddenUnits),
            HiddenUnits,
            DigitSet.Classes,
            _scoreErrors,
            _output.Parameters,
            _activations,
            _activationErrors);
        _output.Learn(device, samples, _activations, _scoreErrors, rate, momentum);
        _hidden.Learn(device, samples, _inputs, _activationErrors, rate, momentum);
    }

    /// <summary>Counts the samples of a batch that it gets right.</summary>
    /// <param name="device">The device.</param>
    /// <param name="data">The samples.</param>
    /// <param name="first">The batch's first place in the samples' order.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="correct">One element, which counts.</param>
    public void Judge(HmmDevice device, MirroredDigits data, int first, int samples, HmmArray<int> correct)
    {
        Score(device, data, first, samples);
        LossKernels.CountCorrect(device, samples, first, DigitSet.Classes, data.Order, data.Labels, _scores, correct);
    }

    /// <summary>What <see cref="Learn"/> would move if each of its launches copied its arrays whole.</summary>
    /// <param name="data">The samples.</param>
    /// <returns>The bytes of one call.</returns>
    public long WholeCopiesToLearn(MirroredDigits data)
    {
        long scores = WholeCopies.Of(_scores);
        long errors = WholeCopies.Of(_scoreErrors);
        long activations = WholeCopies.Of(_activations);
        return WholeCopiesToScore(data)
            + WholeCopies.Launch([WholeCopies.Of(data.Order), WholeCopies.Of(data.Labels), scores], [errors, WholeCopies.Of(data.Losses)])
            + WholeCopies.Launch([errors, WholeCopies.Of(_output.Parameters), activations], [WholeCopies.Of(_activationErrors)])
            + _output.WholeCopiesToLearn(_activations, _scoreErrors)
            + _hidden.WholeCopiesToLearn(_inputs, _activationErrors);
    }

    /// <summary>What <see cref="Judge"/> would move if each of its launches copied its arrays whole.</summary>
    /// <param name="data">The samples.</param>
    /// <returns>The bytes of one call.</returns>
    public long WholeCopiesToJudge(MirroredDigits data)
        => WholeCopiesToScore(data)
            + WholeCopies.Launch([WholeCopies.Of(data.Order), WholeCopies.Of(data.Labels), WholeCopies.Of(_scores)], [sizeof(int)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _hidden.Dispose();
        _output.Dispose();
        _inputs.Dispose();
        _activations.Dispose();
        _activationErrors.Dispose();
        _scores.Dispose();
        _scoreErrors.Dispose();
    }

    private void Score(HmmDevice device, MirroredDigits data, int first, int samples)
    {
        BatchKernels.Load(device, (samples, DigitSet.Pixels), first, DigitSet.Pixels, data.Order, data.Images, _inputs);
        LayerKernels.Rectified(
            device, (samples, HiddenUnits), DigitSet.Pixels, HiddenUnits, _inputs, _hidden.Parameters, _activations);
        LayerKernels.Linear(
            device, (samples, DigitSet.Classes), HiddenUnits, DigitSet.Classes, _activations, _output.Parameters, _scores);
    }

    private long WholeCopiesToScore(MirroredDigits data)
    {
        long inputs = WholeCopies.Of(_inputs);
        long activations = WholeCopies.Of(_activations);
        return WholeCopies.Launch([WholeCopies.Of(data.Order), WholeCopies.Of(data.Images)], [inputs])
            + WholeCopies.Launch([inputs, WholeCopies.Of(_hidden.Parameters)], [activations])
            + WholeCopies.Launch([activations, WholeCopies.Of(_output.Parameters)], [WholeCopies.Of(_scores)]);
    }
}
