using Microsoft.Extensions.DependencyInjection;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>The service of docs/dependency-injection.md, which quotes it.</summary>
internal sealed class Doubling(HmmDevice device, HmmSpace space, [FromKeyedServices("small")] HmmDevice small)
{
    public int Run(int value)
    {
        using HmmArray<int> x = space.Allocate<int>(1);
        x[0] = value;
        Ops.Double(device, x.Length, x);
        Ops.Double(small, x.Length, x);
        return x[0];
    }
}
