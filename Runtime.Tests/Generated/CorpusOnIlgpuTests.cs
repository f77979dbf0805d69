using Xunit;

namespace HmmGen.Tests.Generated;

/// <summary>Every kernel of the corpus against plain C#, behind ILGPU's launchers, buffers and views, without a driver.</summary>
public sealed class CorpusOnIlgpuTests
{
    [Theory]
    [MemberData(nameof(CorpusRows.InTurn), MemberType = typeof(CorpusRows))]
    public void On_ILGPUs_own_device(string name) => CorpusSample.CheckForms(name, [(4, 500)], OtherDevices.IlgpuSimulated);
}
