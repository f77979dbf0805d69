namespace HmmGen.Stress;

/// <summary>What the command line asks for.</summary>
/// <param name="Scenario">What to do: <see cref="StressCommand.Coherence"/>, <see cref="StressCommand.Collector"/> or <see cref="StressCommand.Lifetimes"/>.</param>
/// <param name="Time">For how long.</param>
/// <param name="Mode">How the host shares memory with devices; null for the best way.</param>
/// <param name="Swap">Whether pages are copied before they are protected, which loses writes.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Device">What kind of device writes the memory; of the collector scenario always a simulated one.</param>
/// <param name="Without">The mechanism of the engine that devices do without; null for none, and in the coherence scenario for often a random one.</param>
internal sealed record StressRequest(string Scenario, TimeSpan Time, HmmHostMode? Mode, bool Swap, int Seed, HmmDeviceKind Device, string? Without);
