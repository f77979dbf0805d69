using HmmGen.Tests.Lifetimes;
using HmmGen.Tests.Shared;
using Xunit;

namespace HmmGen.Tests.Transparent;

/// <summary>A copy beside <c>Dispose</c> has the elements, or throws: it never has the zeros of memory that has ended.</summary>
/// <param name="output">Gets the seed.</param>
public sealed class CopiesBesideDisposeTests(ITestOutputHelper output) : IDisposable
{
    private const int Bytes = 1 << 20;
    private const int Rounds = 60;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "file");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public Task An_ordinary_array_gets_the_elements(HmmHostMode mode)
        => Try(mode, array => Task.FromResult(array.ToArray()));

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public async Task Another_array_gets_the_elements(HmmHostMode mode)
    {
        using HmmArray<byte> other = TransparentSpaces.Open(mode).Allocate<byte>(Bytes);
        await Try(mode, array =>
        {
            array.CopyTo(other);
            return Task.FromResult(other.ToArray());
        });
    }

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public Task An_enumeration_ends_with_the_elements(HmmHostMode mode)
        => Try(mode, array =>
        {
            byte[] seen = new byte[Bytes];
            int count = 0;
            foreach (byte element in array)
            {
                seen[count++] = element;
            }

            return Task.FromResult(seen);
        });

    [Theory]
    [MemberData(nameof(LifetimeTests.Modes), MemberType = typeof(LifetimeTests))]
    public async Task A_file_gets_the_elements_or_stays(HmmHostMode mode)
    {
        await Try(mode, async array =>
        {
            await File.WriteAllTextAsync(_path, "old", Cancellation);
            try
            {
                await array.SaveAsync(_path, Cancellation);
            }
            catch (ObjectDisposedException)
            {
                Assert.Equal("old", await File.ReadAllTextAsync(_path, Cancellation));
                throw;
            }

            return await File.ReadAllBytesAsync(_path, Cancellation);
        },
        () => Directory.GetFiles(Path.GetDirectoryName(_path)!).Length > 1);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_path)!));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    /// <summary>Disposes of an array at some moment after its copy has begun.</summary>
    private async Task Try(HmmHostMode mode, Func<HmmArray<byte>, Task<byte[]>> copy, Func<bool>? hasBegun = null)
    {
        output.WriteLine($"The seed is {TestSeeds.First}.");
        Random random = new(TestSeeds.First);
        HmmSpace space = TransparentSpaces.Open(mode);
        int wrong = 0;
        for (int round = 0; round < Rounds; round++)
        {
            HmmArray<byte> array = space.Allocate<byte>(Bytes);
            array.Fill(7);
            using ManualResetEventSlim begun = new();
            Task<byte[]> copied = Task.Run(
                () =>
                {
                    begun.Set();
                    return copy(array);
                },
                Cancellation);
            begun.Wait(Cancellation);
            while (hasBegun?.Invoke() == false && !copied.IsCompleted)
            {
                Thread.Yield();
            }

            Thread.SpinWait(random.Next(1 << random.Next(6, 14)));
            array.Dispose();
            try
            {
                wrong += (await copied).AsSpan().ContainsAnyExcept((byte)7) ? 1 : 0;
            }
            catch (ObjectDisposedException)
            {
                // The array ended before its copy.
            }
        }

        Assert.Equal(0, wrong);
    }
}
