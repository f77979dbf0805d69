using HmmGen.Tests.Shared;

namespace HmmGen.Tests.Child;

/// <summary>Devices come and go while threads touch what they had.</summary>
internal static class Devices
{
    private const int Touched = 1 << 18;
    private static readonly int Rounds = RunSize.IsLong ? 50 : 25;

    /// <summary>Runs it.</summary>
    public static int Run(HmmSpace space)
    {
        // So many pages that the system takes a table back at once when it is freed.
        HmmArray<int> array = space.Allocate<int>(1 << 28);
        Readers.Start(3, array.Slice(0, Touched), value => value >= 0 && value <= Rounds);
        for (int round = 0; round < Rounds; round++)
        {
            using HmmDevice device = HmmDevice.Simulated();
            Kernels.Add(device, Touched, 1, array.Slice(0, Touched));
        }

        return array.AsSpan(0, Touched).IndexOfAnyExcept(Rounds) < 0 ? ExitCodes.Right : ExitCodes.WrongValue;
    }
}
