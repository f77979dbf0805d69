using HmmGen.Generators.Model;
using Xunit;

namespace HmmGen.Generators.Tests.Lowering;

/// <summary>A kernel has one plan, however its expressions are written.</summary>
public sealed class PlanFormTests
{
    [Fact]
    public void ThreeAddressForm_HasTheSamePlan()
    {
        for (int seed = 0; seed < 600; seed++)
        {
            KernelModel kernel = new StatementGenerator(new Random(seed)).Next();
            Assert.Equal(PlanPrinter.Print(kernel), PlanPrinter.Print(ThreeAddressForm.Of(kernel)));
        }
    }
}
