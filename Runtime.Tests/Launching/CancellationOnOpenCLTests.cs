using HmmGen.Corpus;
using HmmGen.Tests.Generated;
using Xunit;

namespace HmmGen.Tests.Launching;

/// <summary>Launches that are cancelled at any moment on devices whose waves cannot be stopped.</summary>
[Collection(DriverTests.Name)]
public sealed class CancellationOnOpenCLTests
{
    [Theory]
    [Trait("Device", "OpenCL")]
    [MemberData(nameof(CancellationTests.CorpusFormNames), MemberType = typeof(CancellationTests))]
    public async Task An_item_runs_whole_or_not_at_all(string name)
    {
        CorpusForm form = CorpusForms.All.First(form => form.Name == name);
        using HmmDevice device = OtherDevices.RequireDriven().WithOptions(form.Options);
        await CancelledLaunch.RunOften(device, name);
    }
}
