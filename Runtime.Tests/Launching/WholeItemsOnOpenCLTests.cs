using HmmGen.Corpus;
using HmmGen.Tests.Generated;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Launches that fail on devices whose waves cannot be stopped: each item that has begun has run to its end.</summary>
[Collection(DriverTests.Name)]
public sealed class WholeItemsOnOpenCLTests
{
    [Theory]
    [Trait("Device", "OpenCL")]
    [MemberData(nameof(CancellationTests.CorpusFormNames), MemberType = typeof(CancellationTests))]
    public void Items_that_have_begun_run_out_when_another_fails(string name)
    {
        CorpusForm form = CorpusForms.All.First(form => form.Name == name);
        using HmmDevice device = OtherDevices.RequireDriven().WithOptions(form.Options);
        const int Items = 6000;
        PairedStores stores = new(Items);
        stores.Divisors[Items / 3] = 0;

        DivideByZeroException error = Assert.Throws<DivideByZeroException>(() => stores.Launch(device));

        Assert.Contains($"({Items / 3})", error.Message, StringComparison.Ordinal);
        Assert.Equal([Items / 3], stores.Half());
    }
}
