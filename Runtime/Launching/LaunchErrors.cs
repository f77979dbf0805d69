using System.Globalization;
using System.Runtime.CompilerServices;
using HmmGen.Base;
using HmmGen.Kernels;
using HmmGen.Memory;

namespace HmmGen.Launching;

/// <summary>Makes exceptions from the records of work items, the same on every device.</summary>
/// <param name="descriptor">The kernel.</param>
/// <param name="binding">Its memory.</param>
internal sealed class LaunchErrors(KernelDescriptor descriptor, LaunchBinding binding)
{
    /// <summary>Makes the exception for an error code, or for a page whose protection forbids the access.</summary>
    /// <param name="code">The code of the record.</param>
    /// <param name="site">The access site; -1 when unknown.</param>
    /// <param name="element">The element.</param>
    /// <param name="item">The work item's indices.</param>
    /// <param name="cause">The exception that the method threw on the host; null on a device.</param>
    /// <returns>The exception.</returns>
    public Exception Of(long code, int site, long element, long[] item, Exception? cause = null)
    {
        ErrorPlace place = PlaceOf(site, element, item);
        switch (code)
        {
            case ErrorCode.Thrown when (ulong)element < (ulong)descriptor.Exceptions.Count:
                return Noted(Make(descriptor.Exceptions[(int)element]), place);
            case ErrorCode.DivideByZero:
                return Noted(new DivideByZeroException(place.Message("integer division by zero"), cause), place);
            case ErrorCode.Overflow:
                return Noted(new OverflowException(place.Message("arithmetic overflow"), cause), place);
            case ErrorCode.EmptyRange:
                return Noted(new ArgumentException(place.Message("Clamp: min is greater than max"), cause), place);
            case ErrorCode.NotANumber:
                return Noted(new ArithmeticException(place.Message("Sign: the argument is NaN"), cause), place);
            case ErrorCode.SwitchUnmatched:
                return Noted(new SwitchExpressionException(place.Message("no arm of the switch expression matches the value"), cause), place);
            case ErrorCode.SliceOutOfRange:
                return new HmmAccessException(
                    $"a slice exceeds {Subject(place)}", place, HmmAccessViolation.SliceOutOfRange, cause);
            case ErrorCode.OutOfRange:
                string which = element < 0 && site < 0 ? "an element" : string.Create(CultureInfo.InvariantCulture, $"element {element}");
                return new HmmAccessException($"{which} is outside {Subject(place)}", place, HmmAccessViolation.OutOfRange, cause);
            default:
                return code <= ErrorCode.LastError
                    ? new HmmDeviceException(string.Create(CultureInfo.InvariantCulture, $"the device reported the unknown error code {code}; this is a bug in HmmGen, please report it"), place, cause)
                    : Forbidden(place, site, element);
        }
    }

    /// <summary>Makes the exception for what the items of a direct chunk left: that of the lowest item.</summary>
    /// <param name="records">The records; at least one.</param>
    /// <param name="wave">The chunk's wave.</param>
    /// <returns>The exception.</returns>
    public Exception OfDirect(ItemRecord[] records, Wave wave)
    {
        ItemRecord first = records.MinBy(record => record.Slot);
        long[] item = wave.Item(descriptor.Rank, first.Slot);
        return first.Code > ErrorCode.LastError
            ? new HmmDeviceException(
                "neither plan nor scout names a page that the kernel touched; this is a bug in HmmGen, please report it",
                PlaceOf(first.Site, first.Element, item))
            : Of(first.Code, first.Site, first.Element, item);
    }

    /// <summary>Makes the exception for an access whose page is larger than the device's budget.</summary>
    /// <param name="site">The access site.</param>
    /// <param name="element">The element.</param>
    /// <param name="item">The work item's indices.</param>
    /// <param name="pageBytes">The size of the page in bytes.</param>
    /// <param name="budget">The device's budget in bytes.</param>
    /// <returns>The exception.</returns>
    public Exception OutOfMemory(int site, long element, long[] item, long pageBytes, long budget)
    {
        ErrorPlace place = PlaceOf(site, element, item);
        return new HmmOutOfMemoryException(
            string.Create(
                CultureInfo.InvariantCulture, $"a page of {Subject(place)} has {pageBytes} bytes, but the device's budget is {budget} bytes; raise the budget"),
            place);
    }

    /// <summary>Whether the protection of an element's page forbids the access of a site.</summary>
    /// <param name="site">The access site.</param>
    /// <param name="element">The element, in range.</param>
    /// <returns>True when it does.</returns>
    public bool IsForbidden(int site, long element)
    {
        AccessSite access = descriptor.Sites[site];
        LaunchBuffer buffer = binding.Buffers[access.Parameter];
        return buffer.Region!.ProtectionOf(buffer.UnitOf(element)) < Needed(access.Kind);
    }

    /// <summary>The least protection that permits an access.</summary>
    /// <param name="kind">The kind of access.</param>
    /// <returns>The least protection.</returns>
    public static HmmProtection Needed(AccessKind kind)
        => kind is AccessKind.Write or AccessKind.ReadWrite ? HmmProtection.ReadWrite : HmmProtection.ReadOnly;

    /// <summary>Describes the place of an error.</summary>
    /// <param name="site">The access site. -1 when unknown: the place then names the line of the method.</param>
    /// <param name="element">The element.</param>
    /// <param name="item">The work item's indices.</param>
    /// <returns>The place.</returns>
    public ErrorPlace PlaceOf(int site, long element, long[] item)
    {
        AccessSite? access = site >= 0 && site < descriptor.Sites.Count ? descriptor.Sites[site] : null;
        string? parameter = access is { Parameter: >= 0 } ? descriptor.Parameters[access.Parameter].Name : null;
        return new ErrorPlace(
            descriptor.Name,
            parameter,
            parameter is null ? -1 : element,
            item,
            access?.File ?? descriptor.File,
            access?.Line ?? descriptor.Line);
    }

    /// <summary>Whether an exception of the host is one that the kernel's own code throws.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>True when its type and its message are those of one of them.</returns>
    public bool IsOwn(Exception exception) =>
        descriptor.Exceptions.Select(Make).Any(own => own.GetType() == exception.GetType() && own.Message == exception.Message);

    /// <summary>Whether an exception of the host is the one that a record names.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="record">The record that the failed work item left when it ran again.</param>
    /// <returns>True when their types are equal.</returns>
    public bool IsOwn(Exception exception, ItemRecord record) =>
        record.Code == ErrorCode.Thrown && (ulong)record.Element < (ulong)descriptor.Exceptions.Count
        && Make(descriptor.Exceptions[(int)record.Element]).GetType() == exception.GetType();

    // If the constructor of an exception throws, C# throws that second exception instead. So do we.
    private static Exception Make(Func<Exception> factory)
    {
        try
        {
            return factory();
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static Exception Noted(Exception exception, ErrorPlace place)
    {
        place.NoteIn(exception);
        return exception;
    }

    private HmmAccessException Forbidden(ErrorPlace place, int site, long element)
    {
        AccessSite access = descriptor.Sites[site];
        LaunchBuffer buffer = binding.Buffers[access.Parameter];
        return HmmAccessException.Forbidden(
            string.Create(CultureInfo.InvariantCulture, $"element {element} of {Subject(place)}"),
            buffer.Region!.ProtectionOf(buffer.UnitOf(element)),
            place);
    }

    private string Subject(ErrorPlace place)
    {
        for (int i = 0; i < descriptor.Parameters.Count; i++)
        {
            if (descriptor.Parameters[i].Name == place.Parameter)
            {
                return string.Create(CultureInfo.InvariantCulture, $"'{place.Parameter}' (length {binding.Buffers[i].Length})");
            }
        }

        return "the buffer";
    }
}
