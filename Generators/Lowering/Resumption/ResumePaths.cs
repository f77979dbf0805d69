using HmmGen.Generators.Lowering.Flow;
using HmmGen.Generators.Model;

namespace HmmGen.Generators.Lowering.Resumption;

/// <summary>
/// How a parked work item gets back to its access: loop by loop, each entered at its header. A jump right into a loop would give it a
/// second entry, and ILGPU keeps what it cannot follow in local memory, in kernels that never park too.
/// </summary>
internal sealed class ResumePaths
{
    private readonly Dictionary<int, List<ResumeStep>> _steps = [];

    /// <summary>Finds the ways.</summary>
    /// <param name="body">The kernel.</param>
    public ResumePaths(KernelBody body)
    {
        FlowGraph graph = new(body.Blocks);
        LoopForest loops = new(graph, DominatorTree.Of(graph));
        for (int block = 0; block < body.Blocks.Count; block++)
        {
            // Loops with several entries are the user's own; there is no better way into them.
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

    /// <summary>The place before the first block.</summary>
    public const int Entry = -1;

    /// <summary>Whether there is any access to come back to.</summary>
    public bool Any => _steps.Count > 0;

    /// <summary>Whether any way leads into a loop.</summary>
    public bool EnterLoops => _steps.Values.Any(steps => steps.Any(step => step.Header is not null));

    /// <summary>Where the ways lead from a place.</summary>
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
