using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Resumption;

/// <summary>
/// The paths of parked work items to their resume points: loop by loop, each entered at its header. A jump right into a loop would give the loop
/// a second entry, and ILGPU would then keep variables in local memory, also in kernels that never park.
/// </summary>
internal sealed class ResumePaths
{
    private readonly Dictionary<int, List<ResumeStep>> _steps = [];

    /// <summary>Finds the paths.</summary>
    /// <param name="body">The kernel.</param>
    public ResumePaths(KernelBody body)
    {
        FlowGraph graph = new(body.Blocks);
        LoopForest loops = new(graph, DominatorTree.Of(graph));
        foreach (int block in Enumerable.Range(0, body.Blocks.Count).Where(block => !body.Blocks[block].IsCopy))
        {
            // Loops with several entries are the user's own; there is no better path into them.
            int[] headers = loops.IsReducible && graph.IsReachable(block) ? [.. loops.Around(block).Select(loop => loop.Header)] : [];
            foreach (int site in body.Blocks[block].Instructions.Select(SiteOf).Where(site => site >= 0))
            {
                int from = Entry;
                foreach (int header in headers)
                {
                    Add(from, new ResumeStep(site, header));
                    from = header;
                }

                Add(from, new ResumeStep(site, null));
            }
        }
    }

    private ResumePaths()
    {
    }

    /// <summary>No paths: the code of a work item that never parks.</summary>
    public static ResumePaths None { get; } = new();

    /// <summary>The place before the first block.</summary>
    public const int Entry = -1;

    /// <summary>Whether there is any resume point.</summary>
    public bool Any => _steps.Count > 0;

    /// <summary>Whether any path leads into a loop.</summary>
    public bool EnterLoops => _steps.Values.Any(steps => steps.Any(step => step.Header is not null));

    /// <summary>The next steps of the paths from a place.</summary>
    /// <param name="place">A loop's header, or <see cref="Entry"/>.</param>
    /// <returns>A step for each access that is reached from there.</returns>
    public IReadOnlyList<ResumeStep> From(int place) => _steps.TryGetValue(place, out List<ResumeStep>? steps) ? steps : [];

    private static int SiteOf(Instruction instruction) => instruction switch
    {
        LoadInstruction load => load.Access.Site,
        StoreInstruction store => store.Access.Site,
        AtomicInstruction atomic => atomic.Access.Site,
        _ => -1,
    };

    private void Add(int place, ResumeStep step)
    {
        if (!_steps.TryGetValue(place, out List<ResumeStep>? steps))
        {
            _steps.Add(place, steps = []);
        }

        steps.Add(step);
    }
}
