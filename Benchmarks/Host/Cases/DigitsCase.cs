using HmmGen.Digits;

namespace HmmGen.Benchmarks.Host.Cases;

/// <summary>The sample <c>Digits</c>, one epoch over 2,000 digits and a test with 500. Its peer is a simulated device, which runs device code item by item.</summary>
internal static class DigitsCase
{
    private const int Images = 2_500;

    /// <summary>Training and test.</summary>
    public static HostCase Epoch()
    {
        TrainingOptions options = new() { Epochs = 1 };
        DigitSet set = SyntheticDigits.Draw(Images, options.Seed);
        int[] parameters = [];
        void Train(HmmDevice device) => parameters = new Trainer(device, options).Run(set).Parameters;
        return new HostCase("Digits, one epoch", Train, () => parameters)
        {
            Peers =
            [
                new HostPeer(PeerKind.Simulated, threads =>
                {
                    using HmmDevice device = HmmDevice.Simulated(new SimulatedOptions { MaxDegreeOfParallelism = threads });
                    Train(device);
                }),
            ],
        };
    }
}
