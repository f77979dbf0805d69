using System.Diagnostics;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Finds the access site of an exception by its stack trace. The trace names lines if the program has its symbols.</summary>
/// <remarks>Needed for exceptions that do not come again when the work item runs again, because the item has changed the data that it reads.</remarks>
internal static class ThrownSite
{
    /// <summary>Finds the site on the line of the innermost call that has one.</summary>
    /// <param name="exception">The exception that the user's method threw.</param>
    /// <param name="descriptor">The kernel.</param>
    /// <returns>The site; -1 when no line has one.</returns>
    public static int Of(Exception exception, KernelDescriptor descriptor)
    {
        foreach (StackFrame frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetFileName() is { } file)
            {
                int line = frame.GetFileLineNumber();
                for (int site = 0; site < descriptor.Sites.Count; site++)
                {
                    if (descriptor.Sites[site].Line == line && descriptor.Sites[site].File == file)
                    {
                        return site;
                    }
                }
            }
        }

        return -1;
    }
}
