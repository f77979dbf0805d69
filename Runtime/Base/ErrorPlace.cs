using System.Globalization;

namespace HmmGen.Base;

/// <summary>Where in a launch something went wrong; the part that all launch errors share.</summary>
/// <param name="Kernel">The kernel's name; empty outside a launch.</param>
/// <param name="Parameter">The span parameter, or null when none is concerned.</param>
/// <param name="ElementIndex">The element's number in the parameter; -1 when unknown.</param>
/// <param name="WorkItem">The indices of the work item; empty when unknown.</param>
/// <param name="File">The source file; empty when unknown.</param>
/// <param name="Line">The source line from 1; 0 when unknown.</param>
internal sealed record ErrorPlace(string Kernel, string? Parameter, long ElementIndex, IReadOnlyList<long> WorkItem, string File, int Line)
{
    /// <summary>No place: a host access.</summary>
    public static ErrorPlace Host { get; } = new(string.Empty, null, -1, [], string.Empty, 0);

    /// <summary>Puts the kernel before and the work item and the source line behind a sentence.</summary>
    /// <param name="what">What happened, without a full stop.</param>
    /// <returns>The message.</returns>
    public string Message(string what)
    {
        string message = Kernel.Length == 0 ? what : $"{Kernel}: {what}";
        if (WorkItem.Count > 0)
        {
            message += $", in work item {WorkItemText}";
        }

        if (File.Length > 0)
        {
            message += string.Create(CultureInfo.InvariantCulture, $", at {File}:{Line}");
        }

        return message + ".";
    }

    /// <summary>Tells an exception that a kernel threw where that was.</summary>
    /// <param name="exception">The exception; left as it is where its type has no data.</param>
    public void NoteIn(Exception exception)
    {
        if (exception.Data is { IsReadOnly: false } data)
        {
            data[HmmExceptionData.Kernel] = Kernel;
            if (WorkItem.Count > 0)
            {
                data[HmmExceptionData.WorkItem] = WorkItemText;
            }

            data[HmmExceptionData.File] = File;
            data[HmmExceptionData.Line] = Line;
        }
    }

    private string WorkItemText => $"({string.Join(", ", WorkItem.Select(index => index.ToString(CultureInfo.InvariantCulture)))})";
}
