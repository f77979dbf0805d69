using System.Diagnostics;
using HmmGen.Kernels;

namespace HmmGen.Launching;

/// <summary>Finds where in a kernel an exception was thrown by its stack, which names lines where the program has its symbols.</summary>
/// <remarks>For exceptions that do not come again when the work item is run again, because it has changed what it reads.</remarks>
internal static class ThrownSite
{
    /// <summary>The site of the innermost call that stands on the line of one.</summary>
    /// <param name="exception">What the user's method threw.</param>
    /// <param name="descriptor">The kernel.</param>
    /// <returns>The site; -1 when none is found.</returns>
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
