using System.Runtime.ExceptionServices;

namespace HmmGen.Language.Tests.Running;

/// <summary>Calls what may never return. A call that is given up goes on in its thread, which the end of the process ends.</summary>
internal static class TimedCall
{
    /// <summary>Calls, on a thread of its own.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="limit">How long to wait.</param>
    /// <param name="call">The call; its exceptions come through.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="TimeoutException">It did not return in time.</exception>
    public static T Run<T>(TimeSpan limit, Func<T> call)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                result = call();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(limit))
        {
            throw new TimeoutException($"It did not end within {limit.TotalSeconds} seconds.");
        }

        failure?.Throw();
        return result;
    }

    /// <summary>Calls, on a thread of its own, and gives what was thrown.</summary>
    /// <param name="limit">How long to wait.</param>
    /// <param name="call">The call.</param>
    /// <returns>The exception that ended it; null when it returned.</returns>
    /// <exception cref="TimeoutException">It did not return in time.</exception>
    public static Exception? Catch(TimeSpan limit, Action call) => Run(limit, Exception? () =>
    {
        try
        {
            call();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    });
}
