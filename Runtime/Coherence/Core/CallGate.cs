// Safety: looks at no pointer.
namespace HmmGen.Coherence.Core;

/// <summary>Where tests make calls of the core fail or be late. This one lets every call pass, and the compiler leaves it out.</summary>
/// <remarks>The tests' build of the native library has another in place of this file: <c>FaultService.Injected/CallGate.cs</c>.</remarks>
internal static unsafe class CallGate
{
    /// <summary>Whether a call is to fail without being made; then the error of the last call is set.</summary>
    /// <param name="call">The call.</param>
    /// <returns>False.</returns>
    public static bool Refuses(CoreCall call) => false;

    /// <summary>Whether a driver's copy is to fail; then what it should have written is no longer what it was.</summary>
    /// <param name="call">The call.</param>
    /// <param name="target">What it writes; null where that is not memory of the process.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>False.</returns>
    public static bool RefusesCopy(CoreCall call, void* target, long bytes) => false;
}
