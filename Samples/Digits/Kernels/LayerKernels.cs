namespace HmmGen.Digits;

/// <summary>
/// Kernels of a fully connected layer. Its parameters are one matrix with a row for each input and a last row of biases, and a column for
/// each unit; batches have a row for each sample. Neighbouring items share their row, and so read neighbouring columns.
/// </summary>
public static partial class LayerKernels
{
    /// <summary>The layer's output, negative values cut off; an item a sample and unit.</summary>
    /// <param name="sample">The sample's number in the batch.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="batch">The inputs of the batch.</param>
    /// <param name="parameters">The layer's parameters.</param>
    /// <param name="outputs">The outputs of the batch.</param>
    [HmmKernel(Rank = 2)]
    public static void Rectified(
        int sample, int unit, int inputs, int units, ReadOnlySpan<float> batch, ReadOnlySpan<float> parameters, Span<float> outputs)
    {
        float sum = Weigh(sample, unit, inputs, units, batch, parameters);
        outputs[sample * units + unit] = sum > 0f ? sum : 0f;
    }

    /// <summary>The layer's output as it is; an item a sample and unit.</summary>
    /// <param name="sample">The sample's number in the batch.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="batch">The inputs of the batch.</param>
    /// <param name="parameters">The layer's parameters.</param>
    /// <param name="outputs">The outputs of the batch.</param>
    [HmmKernel(Rank = 2)]
    public static void Linear(
        int sample, int unit, int inputs, int units, ReadOnlySpan<float> batch, ReadOnlySpan<float> parameters, Span<float> outputs)
        => outputs[sample * units + unit] = Weigh(sample, unit, inputs, units, batch, parameters);

    /// <summary>The gradient of the loss for each parameter, biases included; an item a parameter.</summary>
    /// <param name="row">The parameter's row.</param>
    /// <param name="unit">The parameter's column.</param>
    /// <param name="samples">The number of samples in the batch.</param>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="batch">The inputs of the batch.</param>
    /// <param name="errors">The gradient of the loss for each output of the batch.</param>
    /// <param name="gradients">The gradient for each parameter.</param>
    [HmmKernel(Rank = 2)]
    public static void Gradient(
        int row, int unit, int samples, int inputs, int units, ReadOnlySpan<float> batch, ReadOnlySpan<float> errors, Span<float> gradients)
    {
        float sum = 0;
        if (row < inputs)
        {
            for (int sample = 0; sample < samples; sample++)
                sum += batch[sample * inputs + row] * errors[sample * units + unit];
        }
        else
        {
            for (int sample = 0; sample < samples; sample++)
                sum += errors[sample * units + unit];
        }

        gradients[row * units + unit] = sum;
    }

    /// <summary>
    /// The gradient for a rectified layer's outputs from that of the layer after it; an item a sample and input of the latter.
    /// </summary>
    /// <param name="sample">The sample's number in the batch.</param>
    /// <param name="input">The input of the later layer.</param>
    /// <param name="inputs">The number of inputs of the later layer.</param>
    /// <param name="units">The number of units of the later layer.</param>
    /// <param name="errors">The gradient for each output of the later layer.</param>
    /// <param name="parameters">The later layer's parameters.</param>
    /// <param name="activations">The earlier layer's outputs.</param>
    /// <param name="before">The gradient for each output of the earlier layer, before negative values were cut off.</param>
    [HmmKernel(Rank = 2)]
    public static void PullBack(
        int sample,
        int input,
        int inputs,
        int units,
        ReadOnlySpan<float> errors,
        ReadOnlySpan<float> parameters,
        ReadOnlySpan<float> activations,
        Span<float> before)
    {
        float sum = 0;
        for (int unit = 0; unit < units; unit++)
            sum += errors[sample * units + unit] * parameters[input * units + unit];
        int place = sample * inputs + input;
        before[place] = activations[place] > 0f ? sum : 0f;
    }

    private static float Weigh(int sample, int unit, int inputs, int units, ReadOnlySpan<float> batch, ReadOnlySpan<float> parameters)
    {
        float sum = parameters[inputs * units + unit];
        for (int input = 0; input < inputs; input++)
            sum += batch[sample * inputs + input] * parameters[input * units + unit];
        return sum;
    }
}
