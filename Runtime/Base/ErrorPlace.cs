using System.Globalization;

namespace HmmGen.Base;

/// <summary>The place of an error in a launch. All launch errors share it.</summary>
/// <param name="Kernel">The kernel's name; empty outside a launch.</param>
/// <param name="Parameter">The span parameter; null when the error concerns none.</param>
/// <param name="ElementIndex">The element's number in the parameter; -1 when unknown.</param>
/// <param name="WorkItem">The indices of the work item; empty when unknown.</param>
/// <param name="File">The source file; empty when unknown.</param>
/// <param name="Line">The source line from 1; 0 when unknown.</param>
internal sealed record ErrorPlace(string Kernel, string? Parameter, long ElementIndex, IReadOnlyList<long> WorkItem, string File, int Line)
{
    /// <summary>No place: a host access.</summary>
    public static ErrorPlace Host { get; } = new(string.Empty, null, -1, [], string.Empty, 0);

    /// <summary>Builds a message: the kernel, then a sentence, then the work item and the source line.</summary>
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

    /// <summary>Notes this place in the data of an exception that a kernel threw.</summary>
    /// <param name="exception">The exception; unchanged where its type has no data.</param>
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
