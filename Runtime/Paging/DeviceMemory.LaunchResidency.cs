// Safety: stack buffers have as many entries as the count that is passed with them.
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Paging.Eviction;
using HmmGen.Planning;

namespace HmmGen.Paging;

/// <content>The hold of a launch on its pages.</content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>
    /// A launch's hold on its regions' pages, from <see cref="Begin"/> to <see cref="Finish"/> or <see cref="Dispose"/>. Meanwhile the host takes none of
    /// these pages from the device. Members may be called in any order. The end, with or without an error, releases all that was held, promised or tracked.
    /// </summary>
    /// <remarks>
    /// Used by one thread at a time, which holds the launch lock and the locks of the regions. Only <see cref="TryMapAhead"/> runs beside <see cref="Run"/>, on
    /// a thread that the first one waits for.
    /// </remarks>
    internal sealed partial class LaunchResidency : IDisposable
    {
        private readonly DeviceMemory _memory;
        private readonly IReadOnlyList<RegionMirror> _mirrors;
        private readonly bool[] _written;
        private HashSet<MirroredPage>? _uncopied;

        /// <summary>Whether no page was promised and no wave has run since all promises ended.</summary>
        private bool _isFresh = true;

        private bool _keeps;
        private bool _ended;

        /// <summary>Begins the hold. Only <see cref="Begin"/> calls it.</summary>
        /// <param name="memory">The device's memory.</param>
        /// <param name="mirrors">The mirrors of the regions.</param>
        /// <param name="isWritten">Whether the launch may write a region.</param>
        internal LaunchResidency(DeviceMemory memory, IReadOnlyList<RegionMirror> mirrors, Func<RegionMirror, bool> isWritten)
        {
            _memory = memory;
            _mirrors = mirrors;
            _written = new bool[mirrors.Count];
            bool streams = memory.Testing.ShownPages && memory.Exceeds(mirrors);
            CoreMirror** listed = stackalloc CoreMirror*[mirrors.Count];
            LaunchUse* uses = stackalloc LaunchUse[mirrors.Count];
            for (int i = 0; i < mirrors.Count; i++)
            {
                _written[i] = isWritten(mirrors[i]);
                listed[i] = mirrors[i].Core;
                uses[i] = !_written[i] ? LaunchUse.Reads : streams ? LaunchUse.Streams : LaunchUse.Writes;
                if (_written[i])
                {
                    mirrors[i].NoteContents();
                }
            }

            memory._functions->Begin(listed, uses, mirrors.Count);
            using (memory.Enter())
            {
                memory._functions->SettleLent(memory._core);
                memory._frames.Eviction.BeginLaunch();
                memory._refused.Clear();
            }
        }

        /// <summary>Whether each region has contiguous frames for all its pages, held until the end. An address is then translated by one addition.</summary>
        public bool IsLinear { get; private set; }

        /// <summary>Empties a list for requests. All launches have the same one, since thousands of requests would be garbage of each launch.</summary>
        /// <returns>The list, until the next call.</returns>
        public List<PageRequest> NewRequests()
        {
            List<PageRequest> requests = Open._requests;
            requests.Clear();
            return requests;
        }

        /// <summary>The number of frames that can still be promised before <see cref="Renew"/>.</summary>
        public int Unpromised => _memory.Unpromised;

        /// <summary>The number of frames that pages of the launch can have without an eviction. Held frames are the launch's own.</summary>
        public int FreeFrames => IsLinear ? int.MaxValue : _memory.FreeFrames;

        /// <summary>Gives each region contiguous frames for all its pages, if all regions fit.</summary>
        public void HoldLinear() => IsLinear = Open.TryHoldLinear(_mirrors);

        /// <summary>Ends all promises, before another wave or chunk is prepared.</summary>
        public void Renew()
        {
            DeviceMemory memory = Open;
            if (!_isFresh)
            {
                memory.BeginEpoch();
            }

            _isFresh = true;
        }

        /// <summary>Tells what the launch is going to touch, so that eviction takes what is used last.</summary>
        /// <param name="rest">The parts in order of use: each time that they are enumerated, what is still to come.</param>
        public void Foresee(IEnumerable<IForeseenPart> rest)
        {
            DeviceMemory memory = Open;
            using (memory.Enter())
            {
                memory._frames.Eviction.Foresee(rest);
            }
        }

        /// <summary>Whether the host has the first page of some that is resident.</summary>
        /// <param name="mirror">The region's mirror.</param>
        /// <param name="pages">The pages.</param>
        /// <returns>False when the device alone has it; null when none is resident.</returns>
        public bool? IsHome(RegionMirror mirror, PageRuns pages) => Open.IsHome(mirror, pages);

        /// <summary>Notes pages that a launch with held frames touches, since it asks for the missing ones only.</summary>
        /// <param name="pages">The pages.</param>
        public void NoteTouched(IEnumerable<ForeseenPages> pages) => Open.NoteTouched(pages);

        /// <summary>Evicts about a quarter of the pages that are not promised, chosen at random.</summary>
        /// <param name="random">The random numbers that choose the pages.</param>
        public void EvictRandom(Random random) => Open.EvictRandom(random);

        /// <summary>Evicts every page that is not promised.</summary>
        public void EvictUnpromised() => Open.EvictUnpromised();

        /// <summary>Notes that a page is in use, if it is resident.</summary>
        /// <param name="mirror">The region's mirror.</param>
        /// <param name="page">The page.</param>
        public void Reference(RegionMirror mirror, long page) => Open.Reference(mirror, page);

        /// <summary>Brings pages to the device and promises them until <see cref="Renew"/>. Evicts pages that are not promised.</summary>
        /// <param name="requests">The pages, the most important first.</param>
        /// <param name="cause">Why they are wanted.</param>
        /// <returns>The number of requests served, from the first on.</returns>
        public int Map(List<PageRequest> requests, MapCause cause)
        {
            NoteUncopied(requests);
            _isFresh = false;
            DeviceMemory memory = Open;
            return memory.Observer is { } observer && !IsLinear ? memory.Observed(observer, requests, cause) : memory.Map(requests, cause);
        }

        /// <summary>Brings runs of pages to the device, each run into contiguous frames, and promises them. Evicts all other pages if it must.</summary>
        /// <param name="pieces">The runs: each has neighbouring pages of one region, and no page is in two of them. Resident pages want their contents.</param>
        /// <returns>False when they do not fit. Then some of the pages may have come.</returns>
        public bool TryMapTogether(IReadOnlyList<List<PageRequest>> pieces)
        {
            foreach (List<PageRequest> piece in pieces)
            {
                NoteUncopied(piece);
            }

            _isFresh = false;
            return Open.TryMapTogether(pieces);
        }

        /// <summary>Lets code outside the runtime use the frames, and waits for the device. What the code has written counts, also when it throws.</summary>
        /// <param name="use">The code. It may use the pages that are promised. Its exception is thrown on.</param>
        /// <exception cref="HmmDeviceException">The device failed.</exception>
        public void Lend(Action<NativeFrames> use)
        {
            DeviceMemory memory = Open;
            _isFresh = false;
            NativeFrames frames = memory.Port.Lend();
            ExceptionDispatchInfo? thrown = null;
            try
            {
                use(frames);
            }
            catch (Exception failure)
            {
                // The failure is not lost: it is thrown when the device has finished.
                thrown = ExceptionDispatchInfo.Capture(failure);
            }

            try
            {
                memory.Port.EndLoan();
                _keeps = true;
            }
            catch (HmmDeviceException) when (thrown is not null)
            {
                // The exception of the code names the cause, and touching lost contents is an error.
            }

            thrown?.Throw();
        }

        /// <summary>
        /// Takes the pages of a region whose entries changed since the last call, sorted. The first call only begins to note changes. The caller then has to
        /// read all entries.
        /// </summary>
        /// <param name="mirror">The region.</param>
        /// <param name="pages">The pages, sorted.</param>
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

        /// <summary>Runs kernel code to its end.</summary>
        /// <typeparam name="TKernel">The generated kernel.</typeparam>
        /// <typeparam name="TArguments">Its arguments.</typeparam>
        /// <param name="variant">The variant to run.</param>
        /// <param name="wave">The wave.</param>
        /// <param name="arguments">The arguments, with bound spans.</param>
        /// <param name="stop">When it is cancelled, the wave may skip items that have not begun.</param>
        /// <returns>The time that kernel code ran.</returns>
        /// <exception cref="HmmDeviceException">The device failed.</exception>
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

            return Stopwatch.GetElapsedTime(started);
        }

        /// <summary>
        /// Ends a wave: the core merges the host's writes to the launch's pages with those of the kernel, and pages that the host has written leave. Not after
        /// a scout: it has written nothing, and the wave that follows must find the pages as the scout found them.
        /// </summary>
        /// <exception cref="HmmDeviceException">Page contents were lost.</exception>
        public void EndWave()
        {
            using (Open.Enter())
            {
                int error = _memory._functions->EndWave(_memory._core);
                ThrowIfLost(error);
            }
        }

        /// <summary>Declares that all pages have valid contents even if the launch does not finish. <see cref="Dispose"/> then leaves them in place.</summary>
        public void Keep() => _keeps = true;

        /// <summary>Ends the hold after success.</summary>
        /// <exception cref="HmmDeviceException">The device failed, and page contents were lost.</exception>
        public void Finish()
        {
            LetGo();
            End();
        }

        /// <summary>
        /// Ends the hold after a failure, if <see cref="Finish"/> was not called. Unless <see cref="Keep"/> was called, all pages are copied to the host. Pages
        /// that came without contents are discarded, so that the host's contents stay.
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
                    // The exception that is being thrown names the cause, and touching lost contents is an error.
                }
            }
        }

        private DeviceMemory Open => _ended ? throw new ObjectDisposedException(nameof(LaunchResidency)) : _memory;

        private void NoteUncopied(List<PageRequest> requests)
        {
            foreach (PageRequest request in requests)
            {
                if (!request.Contents)
                {
                    // Noted before the move: another page of the batch may fail after this one has come.
                    (_uncopied ??= []).Add(request.Page);
                }
            }
        }

        private void LetGo()
        {
            DeviceMemory memory = Open;
            _ended = true;
            memory._requests.Clear();
            using (memory.Enter())
            {
                memory.Release(_mirrors);
                memory._frames.BeginEpoch();
                memory._frames.Eviction.Foresee(null);
                foreach (RegionMirror mirror in _mirrors)
                {
                    mirror.TrackChanges(false);
                }
            }
        }

        private void Recover()
        {
            foreach (MirroredPage page in _uncopied ?? [])
            {
                if (!_memory._refused.Contains(page))
                {
                    _memory.Discard(page.Mirror, new PageRun(page.Number, 1));
                }
            }

            for (int i = 0; i < _mirrors.Count; i++)
            {
                RegionMirror mirror = _mirrors[i];
                try
                {
                    mirror.CopyToHost(0, mirror.Length, drop: _written[i]);
                }
                catch (IOException)
                {
                    // The file under the region has no room or was cut. The pages stay on the device, and the next touch tries again.
                }
                catch (HmmDeviceException)
                {
                    // The device is lost with all pages that were newer on it. The exception that is being thrown says so.
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
