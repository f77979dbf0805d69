using System.Runtime.InteropServices;
using HmmGen.Coherence.Core;

namespace HmmGen.Coherence;

/// <summary>Makes exceptions from the core's error codes.</summary>
internal static class CoreErrors
{
    /// <summary>The message if a copy to the host fails.</summary>
    public const string LostText = "the device failed while pages were copied from it: what only it had is lost; Discard makes the lost elements zero and usable again";

    private const string PeerText = "another device failed while pages were copied from it: it still counts as the owner of their contents";

    /// <summary>Makes an exception from an error code.</summary>
    /// <param name="error">The negative error code.</param>
    /// <param name="deviceText">The message if the error is the device's.</param>
    /// <returns>The exception.</returns>
    public static Exception Of(int error, string deviceText)
    {
        if (-error > SystemCalls.FileError)
        {
            return OfFile(-error - SystemCalls.FileError);
        }

        if (error == -SystemCalls.ErrorPeer)
        {
            return new HmmDeviceException(PeerText);
        }

        return error == -SystemCalls.ErrorInput
            ? new HmmDeviceException(deviceText)
            : new HmmDeviceException(
                $"Linux refused a call that keeps host and devices coherent ({Marshal.GetPInvokeErrorMessage(-error)}), so the pages were left where they are and nothing is lost");
    }

    /// <summary>Makes an exception for pages that were lost before.</summary>
    /// <param name="reason">Why the pages were lost.</param>
    /// <returns>The exception.</returns>
    public static Exception OfLoss(LossReason reason)
    {
        const string Remedy = "Discard makes them zero and usable again";
        return reason switch
        {
            LossReason.File => new IOException($"These elements could not be read from the file beneath them: {Remedy}."),
            LossReason.System => new HmmDeviceException($"these elements are lost, since Linux refused a call that keeps host and devices coherent: {Remedy}"),
            _ => new HmmDeviceException($"these elements were on a device that failed, and are lost: {Remedy}"),
        };
    }

    /// <summary>Makes an exception for a file that has become shorter than the array over it.</summary>
    /// <returns>The exception.</returns>
    public static EndOfStreamException Shorter()
        => new("The file beneath the array has become shorter than the array: what is beyond its end can be neither read nor written.");

    private static IOException OfFile(int error)
    {
        string limit = error == SystemCalls.ErrorTooLarge ? " The process may write no file that far: see ulimit -f, or LimitFSIZE of systemd." : "";
        return error == SystemCalls.ErrorNoData
            ? Shorter()
            : new IOException($"The file beneath the array could not be read or written: {Marshal.GetPInvokeErrorMessage(error)}.{limit}");
    }
}
