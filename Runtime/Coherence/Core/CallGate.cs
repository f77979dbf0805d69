// Safety: reads no pointer.
namespace HmmGen.Coherence.Core;

/// <summary>The place where tests make calls of the core fail or be late. This version lets every call pass, and the compiler leaves it out.</summary>
/// <remarks>The tests' build of the native library replaces this file with <c>FaultService.Injected/CallGate.cs</c>.</remarks>
internal static unsafe class CallGate
{
    /// <summary>Whether a call must fail without being made. If so, the error of the last call is set.</summary>
    /// <param name="call">The call.</param>
    /// <returns>False.</returns>
    public static bool Refuses(CoreCall call) => false;

    /// <summary>Whether a driver's copy must fail. If so, the target of the copy no longer has its old contents.</summary>
    /// <param name="call">The call.</param>
    /// <param name="target">The target of the copy; null if it is not memory of the process.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <returns>False.</returns>
    public static bool RefusesCopy(CoreCall call, void* target, long bytes) => false;
}
