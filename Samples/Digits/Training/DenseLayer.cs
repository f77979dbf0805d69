namespace HmmGen.Digits;

/// <summary>A fully connected layer: its parameters and what is needed to improve them.</summary>
public sealed class DenseLayer : IDisposable
{
    private readonly HmmArray<float> _gradients;
    private readonly HmmArray<float> _velocities;

    /// <summary>Makes a layer with random weights and biases of zero.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="random">Draws the weights.</param>
    public DenseLayer(int inputs, int units, Random random)
    {
        Inputs = inputs;
        Units = units;
        int count = (inputs + 1) * units;
        Parameters = HmmSpace.Shared.Allocate<float>(count);
        _gradients = HmmSpace.Shared.Allocate<float>(count);
        _velocities = HmmSpace.Shared.Allocate<float>(count);

        // As wide as keeps the variance of rectified outputs from layer to layer (He and others, 2015); uniform in place of normal.
        float width = MathF.Sqrt(6f / inputs);
        foreach (ref float weight in Parameters.AsSpan(0, inputs * units))
            weight = width * (2f * random.NextSingle() - 1f);
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The number of units.</summary>
    public int Units { get; }

    /// <summary>A row for each input and a last one of biases; a column for each unit.</summary>
    public HmmArray<float> Parameters { get; }

    /// <summary>Improves the parameters by a batch.</summary>
    /// <param name="device">The device.</param>
    /// <param name="samples">The number of samples in the batch.</param>
    /// <param name="batch">The inputs of the batch.</param>
    /// <param name="errors">The gradient for each output of the batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="momentum">The part of its velocity that a parameter keeps.</param>
    public void Learn(HmmDevice device, int samples, HmmArray<float> batch, HmmArray<float> errors, float rate, float momentum)
    {
        LayerKernels.Gradient(device, (Inputs + 1, Units), samples, Inputs, Units, batch, errors, _gradients);
        DescentKernels.Step(device, Parameters.Length, rate, momentum, _gradients, _velocities, Parameters);
    }

    /// <summary>What <see cref="Learn"/> would move if each of its launches copied its arrays whole.</summary>
    /// <param name="batch">The inputs of the batch.</param>
    /// <param name="errors">The gradient for each output of the batch.</param>
    /// <returns>The bytes of one call.</returns>
    public long WholeCopiesToLearn(HmmArray<float> batch, HmmArray<float> errors)
    {
        long parameters = WholeCopies.Of(Parameters);
        return WholeCopies.Launch([WholeCopies.Of(batch), WholeCopies.Of(errors)], [parameters])
            + WholeCopies.Launch([parameters, parameters, parameters], [parameters, parameters]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Parameters.Dispose();
        _gradients.Dispose();
        _velocities.Dispose();
    }
}
