using HmmGen.Base;

// Safety: the core's device lives until the memory is disposed of, which the launch keeps from happening.
namespace HmmGen.Paging;

/// <content>A launch's pages that come while its wave runs.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <content>What is called beside a wave, and right before and behind it.</content>
    internal sealed partial class LaunchResidency
    {
        /// <summary>Gives memory to the frames that <see cref="TryMapAhead"/> will need, since it cannot do so itself.</summary>
        /// <param name="frames">Their number.</param>
        public void ReserveAhead(long frames) => Open.ReserveAhead(frames);

        /// <summary>
        /// Brings pages for the next chunk and promises them, while another thread may be in <see cref="Run"/>. The pages of that wave stay promised too.
        /// <see cref="TryAdvance"/> or <see cref="Renew"/> must follow once the wave has ended.
        /// </summary>
        /// <param name="requests">The pages.</param>
        /// <param name="state">The state of the device's pages, for <see cref="TryAdvance"/>.</param>
        /// <returns>False when some of the pages are not there as they were asked for.</returns>
        public bool TryMapAhead(List<PageRequest> requests, out long state)
        {
            NoteUncopied(requests);
            return Open.TryMapAhead(requests, out state);
        }

        /// <summary>
        /// Copies pages home that no wave writes now, and keeps them. If a copy fails, they stay as they are: the next copy of them says why, when the launch
        /// ends or their frames are taken.
        /// </summary>
        /// <param name="mirror">The region's mirror.</param>
        /// <param name="pages">The pages. Nothing of the launch touches them again.</param>
        public void SendHome(RegionMirror mirror, PageRuns pages)
        {
            try
            {
                Open.SendHome(mirror, pages);
            }
            catch (Exception failure) when (failure is HmmDeviceException or IOException or OutOfMemoryException)
            {
                // The device still has the contents.
            }
        }

        /// <summary>
        /// Says that a thread is about to call <see cref="TryMapAhead"/> or <see cref="SendHome"/>. <see cref="EndAhead"/> must follow its calls.
        /// </summary>
        public void BeginAhead() => Open._helpers.Announce();

        /// <summary>Takes a share of the copies of the thread that is between <see cref="BeginAhead"/> and <see cref="EndAhead"/>, for some time at most.</summary>
        public void HelpAhead()
        {
            DeviceMemory memory = Open;
            if (memory.Testing.HelpedCopies)
            {
                memory._functions->Help(memory._core);
            }
        }

        /// <summary>Says that the calls have ended. Nobody has to help any more.</summary>
        public void EndAhead() => Open._helpers.End();

        /// <summary>Ends the promises of the chunk that has run. Those of the pages that came beside it hold.</summary>
        /// <param name="state">The state after they had come.</param>
        /// <returns>False when one of them may have left the device since then.</returns>
        public bool TryAdvance(long state)
        {
            _isFresh = false;
            return Open.TryAdvance(state);
        }
    }
}
