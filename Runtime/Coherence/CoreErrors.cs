using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>Exceptions for the core's error numbers.</summary>
internal static class CoreErrors
{
    /// <summary>What is said when a copy to the host fails.</summary>
    public const string LostText = "the device failed while pages were copied from it: what only it had is lost";

    /// <summary>Makes an exception.</summary>
    /// <param name="error">The negative error number.</param>
    /// <param name="deviceText">What is said when it is the device's.</param>
    /// <returns>The exception.</returns>
    public static Exception Of(int error, string deviceText)
    {
        if (-error > SystemCalls.FileError)
        {
            return OfFile(-error - SystemCalls.FileError);
        }

        return error == -SystemCalls.ErrorInput
            ? new HmmDeviceException(deviceText)
            : new HmmDeviceException(
                $"the system refused what keeps host and devices coherent ({Marshal.GetPInvokeErrorMessage(-error)}), so the pages were left where they are");
    }

    /// <summary>What is said of pages that were lost before.</summary>
    /// <param name="reason">Why they were.</param>
    /// <returns>The exception.</returns>
    public static Exception OfLoss(LossReason reason)
    {
        const string Remedy = "Discard makes them zero and usable again";
        return reason switch
        {
            LossReason.File => new IOException($"These elements could not be read from the file beneath them: {Remedy}."),
            LossReason.System => new HmmDeviceException($"these elements are lost, since the system refused what keeps host and devices coherent: {Remedy}"),
            _ => new HmmDeviceException($"these elements were on a device that failed, and are lost: {Remedy}"),
        };
    }

    /// <summary>What is said when a file has lost what an array was made of.</summary>
    /// <returns>The exception.</returns>
    public static EndOfStreamException Shorter()
        => new("The file beneath the array has become shorter than the array: what is beyond its end can be neither read nor written.");

    private static IOException OfFile(int error) => error == SystemCalls.ErrorNoData
        ? Shorter()
        : new IOException($"The file beneath the array could not be read or written: {Marshal.GetPInvokeErrorMessage(error)}.");
}
