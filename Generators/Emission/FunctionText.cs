using HmmGen.Generators.Model;
using HmmGen.Generators.Signatures;

namespace HmmGen.Generators.Emission;

/// <summary>Writes the full names of device functions.</summary>
internal static class FunctionText
{
    /// <summary>The full name of a function.</summary>
    /// <param name="function">The function.</param>
    /// <returns>The name.</returns>
    public static string Of(DeviceFunction function)
    {
        string type = function >= DeviceFunction.LastStep ? "DeviceLoops." : function >= DeviceFunction.AddOverflows ? "DeviceChecks." : "DeviceMath.";
        return GeneratedNames.Kernels + "::" + type + function;
    }

    /// <summary>The full name of an atomic function. It takes a reference to the element and the operands.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The name.</returns>
    public static string Of(AtomicOperator operation) => GeneratedNames.Kernels + "::DeviceAtomic." + operation;
}
