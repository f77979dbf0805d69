using System.Globalization;
using System.Text;

namespace HmmGen.Stress.Watching;

/// <summary>What the operating system says about the threads of a process.</summary>
internal static class ThreadStates
{
    /// <summary>Describes every thread: name, state, what it waits for in the kernel, and its system call.</summary>
    /// <param name="process">The process.</param>
    /// <returns>One line a thread.</returns>
    public static string Of(int process)
    {
        StringBuilder text = new();
        string tasks = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task");
        if (!Directory.Exists(tasks))
        {
            return "";
        }

        foreach (string task in Directory.EnumerateDirectories(tasks))
        {
            string stat = Read(task, "stat");
            string state = stat.LastIndexOf(')') is var end and >= 0 && end + 2 < stat.Length ? stat.Substring(end + 2, 1) : "?";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"thread {Path.GetFileName(task)} {Read(task, "comm")}: {state}, {Read(task, "wchan")}, system call {Read(task, "syscall")}");
        }

        return text.ToString();
    }

    private static string Read(string task, string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, name)).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
