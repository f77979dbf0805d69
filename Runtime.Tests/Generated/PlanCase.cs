using CsCheck;

namespace HmmGen.Tests.Generated;

/// <summary>One of the kernels for plans.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Strength">What its plans must know.</param>
/// <param name="Launches">Draws launches; some go out of range.</param>
internal sealed record PlanCase(string Name, PlanStrength Strength, Gen<PlanLaunch> Launches);
