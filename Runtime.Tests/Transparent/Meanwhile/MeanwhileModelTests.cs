using HmmGen.Tests.Shared;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace HmmGen.Tests.Transparent.Meanwhile;

/// <summary>
/// Random launches, at whose waves the host reads and writes other elements of the same pages, agree with plain arrays. Here and there a second thread of the
/// host does so all the time. <c>HMMGEN_SEED</c> names the first seed.
/// </summary>
public sealed class MeanwhileModelTests(ITestOutputHelper output) : IDisposable
{
    private const int Steps = 6;

    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [MemberData(nameof(TransparentSpaces.Modes), MemberType = typeof(TransparentSpaces))]
    public void Nothing_is_lost_that_launches_and_the_host_write_in_the_same_pages_meanwhile(HmmHostMode mode)
    {
        HmmSpace space = TransparentSpaces.Open(mode);
        int seed = TestSeeds.First;
        output.WriteLine($"the first seed is {seed}");
        byte[] bytes = new byte[MeanwhileHost<int>.FileBytes];
        new Random(seed).NextBytes(bytes);
        File.WriteAllBytes(_path, bytes);
        using SafeFileHandle file = File.OpenHandle(_path);
        int waves = 0;
        for (int left = TestScale.Iterations(quick: 3, full: 24, @long: 4000); left > 0; left--, seed++)
        {
            waves += (seed % 5) switch
            {
                0 => Run(space, seed, MeanwhileBytes.All, file),
                1 => Run(space, seed, MeanwhileShorts.All, file),
                2 => Run(space, seed, MeanwhileInts.All, file),
                3 => Run(space, seed, MeanwhileLongs.All, file),
                _ => Run(space, seed, MeanwhileTriples.All, file),
            };
        }

        output.WriteLine($"the host did something at {waves} waves");
        Assert.InRange(waves, 4, int.MaxValue);
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);

    private static unsafe int Run<T>(HmmSpace space, int seed, MeanwhileKernels<T> kernels, SafeFileHandle file) where T : unmanaged
    {
        Random random = new(seed);
        MeanwhileSetting setting = MeanwhileSetting.Any(random, sizeof(T));
        using MeanwhileModel<T> model = new(random, kernels, space, setting, file);
        try
        {
            for (int step = 0; step < Steps; step++)
            {
                model.Step();
            }
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"seed {seed}, {typeof(T).Name}, {setting}:\n{string.Join('\n', model.Done)}\n{failure}", failure);
        }

        return model.Waves;
    }
}
