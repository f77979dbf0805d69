using HmmGen.Devices.Ilgpu;

namespace HmmGen.Tests.Ilgpu;

/// <summary>The engine over ILGPU's simulated device.</summary>
public sealed class IlgpuSimulationEngineTests : IlgpuEngineTests
{
    private protected override IlgpuHardware Hardware => IlgpuSimulation.Shared;
}
