// Safety: stack buffers hold as many entries as are passed on with them.
using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Planning;

namespace HmmGen.Paging;

/// <content>The scope of a launch.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>
    /// A launch's hold on its regions' pages, from <see cref="Begin"/> to <see cref="Finish"/> or <see cref="Dispose"/>: meanwhile the host takes no page of
    /// them from the device. What it offers may be called in any order; its end gives all back that was held, promised or tracked, however it comes.
    /// </summary>
    /// <remarks>Used by one thread at a time, which has the launch lock and those of the regions.</remarks>
    internal sealed class LaunchResidency : IDisposable
    {
        private readonly DeviceMemory _memory;
        private readonly IReadOnlyList<RegionMirror> _mirrors;
        private readonly bool[] _written;
        private HashSet<MirroredPage>? _uncopied;

        /// <summary>Whether nothing was promised and no wave has run since all promises were taken back.</summary>
        private bool _isFresh = true;

        private bool _keeps;
        private bool _ended;

        /// <summary>Begins; <see cref="Begin"/> does it.</summary>
        /// <param name="memory">The device.</param>
        /// <param name="mirrors">The regions.</param>
        /// <param name="isWritten">Whether the launch may write a region.</param>
        internal LaunchResidency(DeviceMemory memory, IReadOnlyList<RegionMirror> mirrors, Func<RegionMirror, bool> isWritten)
        {
            _memory = memory;
            _mirrors = mirrors;
            _written = new bool[mirrors.Count];
            CoreMirror** listed = stackalloc CoreMirror*[mirrors.Count];
            LaunchUse* uses = stackalloc LaunchUse[mirrors.Count];
            for (int i = 0; i < mirrors.Count; i++)
            {
                _written[i] = isWritten(mirrors[i]);
                listed[i] = mirrors[i].Core;
                uses[i] = _written[i] ? LaunchUse.Writes : LaunchUse.Reads;
            }

            memory._functions->Begin(listed, uses, mirrors.Count);
            using (memory.Enter())
            {
                memory._functions->SettleLent(memory._core);
            }
        }

        /// <summary>Whether each region has contiguous frames for all its pages, so that translation is an addition. They are held until the end.</summary>
        public bool IsLinear { get; private set; }

        /// <summary>How many more frames can be promised before <see cref="Renew"/>.</summary>
        public int Unpromised => _memory.Unpromised;

        /// <summary>Gives each region contiguous frames for all its pages, if all of them fit.</summary>
        public void HoldLinear() => IsLinear = Open.TryHoldLinear(_mirrors);

        /// <summary>Takes all promises back: another wave or chunk is being prepared.</summary>
        public void Renew()
        {
            DeviceMemory memory = Open;
            if (!_isFresh)
            {
                memory.BeginEpoch();
            }

            _isFresh = true;
        }

        /// <summary>Evicts about a quarter of the pages that are not promised, drawn at random.</summary>
        /// <param name="random">Draws them.</param>
        public void EvictRandom(Random random)
        {
            DeviceMemory memory = Open;
            using (memory.Enter())
            {
                memory.EvictRandom(random);
            }
        }

        /// <summary>Evicts every page that is not promised.</summary>
        public void EvictUnpromised()
        {
            DeviceMemory memory = Open;
            using (memory.Enter())
            {
                memory.EvictUnpromised();
            }
        }

        /// <summary>Notes that a page is in use, if it is there.</summary>
        /// <param name="mirror">The region.</param>
        /// <param name="page">The page.</param>
        public void Reference(RegionMirror mirror, long page) => Open.Reference(mirror, page);

        /// <summary>Brings pages to the device and promises them until <see cref="Renew"/>; evicts what is not promised.</summary>
        /// <param name="requests">The pages, in the order in which they matter.</param>
        /// <param name="cause">Why they are wanted.</param>
        /// <returns>How many could be served, from the first.</returns>
        public int Map(List<PageRequest> requests, MapCause cause)
        {
            foreach (PageRequest request in requests)
            {
                if (!request.Contents)
                {
                    // Already now: what comes together with it may fail, and it has come.
                    (_uncopied ??= []).Add(request.Page);
                }
            }

            _isFresh = false;
            return Open.Map(requests, cause);
        }

        /// <summary>
        /// The pages of a region whose entries changed since the last call, sorted. The first call only begins to note changes: all entries have to be
        /// looked at.
        /// </summary>
        /// <param name="mirror">The region.</param>
        /// <param name="pages">The pages; may name one twice.</param>
        /// <returns>False for the first call.</returns>
        public bool TryTakeChanges(RegionMirror mirror, out ReadOnlySpan<long> pages)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            pages = [];
            using (_memory.Enter())
            {
                bool isTracked = mirror.TracksChanges;
                if (isTracked)
                {
                    pages = mirror.TakeChanges();
                }
                else
                {
                    mirror.TrackChanges(true);
                }

                return isTracked;
            }
        }

        /// <summary>Runs a wave to its end; then what the host did to the launch's pages meanwhile is merged with what the kernel did.</summary>
        /// <typeparam name="TKernel">The generated kernel.</typeparam>
        /// <typeparam name="TArguments">Its arguments.</typeparam>
        /// <param name="variant">The form to run.</param>
        /// <param name="wave">The wave.</param>
        /// <param name="arguments">The arguments, spans bound.</param>
        /// <param name="stop">When it is cancelled, items that have not begun may be left out.</param>
        /// <returns>The time in kernel code.</returns>
        /// <exception cref="HmmDeviceException">The device failed, or contents were lost.</exception>
        public TimeSpan Run<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments, CancellationToken stop)
            where TKernel : struct, IHmmKernel<TArguments>
            where TArguments : unmanaged
        {
            DeviceMemory memory = Open;
            _isFresh = false;
            long started = Stopwatch.GetTimestamp();
            using (memory.Port.Use(out DeviceEngine engine))
            {
                engine.Run<TKernel, TArguments>(variant, wave, arguments, stop);
            }

            TimeSpan running = Stopwatch.GetElapsedTime(started);
            using (memory.Enter())
            {
                int error = memory._functions->EndWave(memory._core);
                ThrowIfLost(error);
            }

            return running;
        }

        /// <summary>Says that every page has what it ought to have, wherever it is, also if the launch does not finish.</summary>
        public void Keep() => _keeps = true;

        /// <summary>Ends after all has gone well.</summary>
        /// <exception cref="HmmDeviceException">The device failed, and contents were lost.</exception>
        public void Finish()
        {
            LetGo();
            End();
        }

        /// <summary>
        /// Ends, if <see cref="Finish"/> has not. Then something has failed: unless the pages are kept, all come back, and those that came without what
        /// they held are dropped, so that the host's stay.
        /// </summary>
        public void Dispose()
        {
            if (_ended)
            {
                return;
            }

            LetGo();
            try
            {
                if (!_keeps)
                {
                    Recover();
                }
            }
            finally
            {
                try
                {
                    End();
                }
                catch (Exception error) when (error is HmmDeviceException or IOException)
                {
                    // The error that is under way says why, and what was lost says so when it is touched.
                }
            }
        }

        private DeviceMemory Open => _ended ? throw new ObjectDisposedException(nameof(LaunchResidency)) : _memory;

        private void LetGo()
        {
            DeviceMemory memory = Open;
            _ended = true;
            using (memory.Enter())
            {
                memory.Release(_mirrors);
                memory._frames.BeginEpoch();
                foreach (RegionMirror mirror in _mirrors)
                {
                    mirror.TrackChanges(false);
                }
            }
        }

        private void Recover()
        {
            foreach ((RegionMirror mirror, long page) in _uncopied ?? [])
            {
                _memory.Discard(mirror, new PageRun(page, 1));
            }

            for (int i = 0; i < _mirrors.Count; i++)
            {
                RegionMirror mirror = _mirrors[i];
                try
                {
                    mirror.Region.ToHost(0, mirror.Region.Length, drop: _written[i]);
                }
                catch (IOException)
                {
                    // The file beneath has no room, or has ended: the pages stay where they are, and the next touch tries again.
                }
                catch (HmmDeviceException)
                {
                    // The device is lost, and what only it had with it; the error that is under way says so.
                    _memory.Lose(mirror, new PageRun(0, mirror.PageCount));
                }
            }
        }

        private void End()
        {
            CoreMirror** listed = stackalloc CoreMirror*[_mirrors.Count];
            for (int i = 0; i < _mirrors.Count; i++)
            {
                listed[i] = _mirrors[i].Core;
            }

            using (_memory.Enter())
            {
                int error = _memory._functions->End(_memory._core, listed, _mirrors.Count);
                ThrowIfLost(error);
            }
        }
    }
}
