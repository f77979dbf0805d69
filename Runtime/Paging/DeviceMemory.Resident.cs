// Safety: stack buffers have as many entries as the count that is passed with them. The mirrors' regions are locked by the caller, so no mirror is closed.
using System.Diagnostics;
using HmmGen.Base;
using HmmGen.Coherence.Core;
using HmmGen.Devices;
using HmmGen.Kernels;
using HmmGen.Memory;
using HmmGen.Planning;

namespace HmmGen.Paging;

/// <content>
/// Launches whose pages are all there. Such a launch promises no page, holds no frames and notes no changes: nobody else takes pages while it has the launch
/// lock and the locks of its regions, and the core leaves them on the device until it ends.
/// </content>
internal sealed unsafe partial class DeviceMemory
{
    /// <summary>The mirrors of the launch under way. The launch lock guards them. They stay until the next such launch, so that it makes no array.</summary>
    private RegionMirror[] _resident = [];

    /// <summary>The mirrors of the launch under way, in the order of its regions.</summary>
    public ReadOnlySpan<RegionMirror> ResidentMirrors => _resident;

    /// <summary>Reads the moment of some mirrors, between batches.</summary>
    /// <param name="mirrors">The mirrors.</param>
    /// <returns>The mark of each.</returns>
    public ResidencyMark[] MarksOf(RegionMirror[] mirrors)
    {
        using (Enter())
        {
            return Array.ConvertAll(mirrors, static mirror => mirror.Residency);
        }
    }

    /// <summary>Begins a launch if its regions have the same frames as before and all of its pages are there.</summary>
    /// <param name="buffers">Its buffers. The caller holds the launch lock and the locks of their regions.</param>
    /// <param name="regions">What it needs.</param>
    /// <returns>False when something is missing; nothing has begun then. Else call <see cref="EndResident"/> or <see cref="BeginAgain"/>.</returns>
    /// <exception cref="HmmDeviceException">The host touched pages meanwhile, and the device lost them.</exception>
    public bool TryBeginResident(ReadOnlySpan<LaunchBuffer> buffers, ResidentRegion[] regions)
    {
        if (_resident.Length != regions.Length)
        {
            _resident = new RegionMirror[regions.Length];
        }

        CoreMirror** listed = stackalloc CoreMirror*[regions.Length];
        LaunchUse* uses = stackalloc LaunchUse[regions.Length];
        for (int i = 0; i < regions.Length; i++)
        {
            if (FindMirror(buffers[regions[i].Buffer].Region!) is not { } mirror || !regions[i].IsIn(mirror))
            {
                return false;
            }

            _resident[i] = mirror;
            listed[i] = mirror.Core;
            uses[i] = regions[i].IsWritten ? LaunchUse.Writes : LaunchUse.Reads;
        }

        // From here on the core takes no page. So what is there now stays.
        _functions->Begin(listed, uses, regions.Length);
        if (AreThere(regions))
        {
            for (int i = 0; i < regions.Length; i++)
            {
                if (regions[i].IsWritten)
                {
                    _resident[i].NoteContents();
                }
            }

            return true;
        }

        EndResident();
        return false;
    }

    /// <summary>Runs the one wave of the launch to its end. Then the core merges the host's writes with those of the kernel.</summary>
    /// <typeparam name="TKernel">The generated kernel.</typeparam>
    /// <typeparam name="TArguments">Its arguments.</typeparam>
    /// <param name="variant">The variant to run.</param>
    /// <param name="wave">The wave.</param>
    /// <param name="arguments">The arguments, with bound spans.</param>
    /// <returns>The time that kernel code ran, in ticks of <see cref="Stopwatch"/>.</returns>
    /// <exception cref="HmmDeviceException">The device failed, or page contents were lost.</exception>
    public long RunResident<TKernel, TArguments>(KernelVariant variant, Wave wave, TArguments arguments)
        where TKernel : struct, IHmmKernel<TArguments>
        where TArguments : unmanaged
    {
        long started = Stopwatch.GetTimestamp();
        using (Port.Use(out DeviceEngine engine))
        {
            engine.Run<TKernel, TArguments>(variant, wave, arguments, CancellationToken.None);
        }

        long running = Stopwatch.GetTimestamp() - started;
        if (Volatile.Read(ref _core->Pending.Count) != 0)
        {
            using (Enter())
            {
                int error = _functions->EndWave(_core);
                ThrowIfLost(error);
            }
        }

        return running;
    }

    /// <summary>Ends the launch after success.</summary>
    /// <exception cref="HmmDeviceException">The device failed, and page contents were lost.</exception>
    public void EndResident()
    {
        CoreMirror** listed = stackalloc CoreMirror*[_resident.Length];
        for (int i = 0; i < _resident.Length; i++)
        {
            listed[i] = _resident[i].Core;
        }

        using (Enter())
        {
            int error = _functions->End(_core, listed, _resident.Length);
            ThrowIfLost(error);
        }
    }

    /// <summary>Begins the launch again, after its failure, as a launch that brings its pages to the host when it is disposed of.</summary>
    /// <param name="regions">What it needs.</param>
    /// <returns>The launch's hold on the pages. The caller disposes it.</returns>
    public LaunchResidency BeginAgain(ResidentRegion[] regions)
    {
        RegionMirror[] mirrors = [.. _resident];
        return Begin(mirrors, mirror => regions[Array.IndexOf(mirrors, mirror)].IsWritten);
    }

    private bool AreThere(ResidentRegion[] regions)
    {
        using (Enter())
        {
            if (Volatile.Read(ref _core->Pending.Count) != 0)
            {
                _functions->SettleLent(_core);
            }

            for (int i = 0; i < regions.Length; i++)
            {
                // A failed move of another thread may have given the frames up meanwhile.
                if (!regions[i].IsIn(_resident[i]) || !regions[i].Has(_resident[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
