using Xunit;

namespace HmmGen.Generators.Tests;

/// <summary>What <see cref="DefiniteAssignment"/> finds, and what it does not take for a fault.</summary>
public sealed class DefiniteAssignmentTests
{
    private const string Source = """
        kernel void Kernel_Run(
        	global char* view_0,
        	struct type_n1 var0)
        {
        	int var1;
        	int var2;
        	private int var3[4];
        	var1 = 1;
        	if (var0)
        		 goto L_n1;
        	 goto L_n2;

        	L_n1: ;
        	var2 = var1;
        	 goto L_n2;

        	L_n2: ;
        	var1 = var2 + var3[0];
        	 return ;
        }
        """;

    private const string Assembly = """
        .visible .entry Kernel_Run(
        	.param .align 8 .b8 _n0[8]
        )
        {
        	.reg .b32	%r<4>;
        	ld.param.b32	%r1, [_n0];
        	setp.lt.s32	%p1, %r1, 0;
        	@%p1 bra	L_n2;
        	bra.uni	L_n1;

        	L_n1:
        	ld.v2.b32	{%r2, %r3}, [%r1];

        	L_n2:
        	st.b32	[%r1], %r2;
        	ret;
        }
        """;

    [Fact]
    public void A_variable_of_OpenCL_C_that_one_way_leaves_without_value_is_found() => Assert.Equal("L_n2: var2", DefiniteAssignment.FirstUnassigned(Source));

    [Fact]
    public void A_register_that_one_way_leaves_without_value_is_found() => Assert.Equal("L_n2: %r2", DefiniteAssignment.FirstUnassigned(Assembly));

    [Fact]
    public void Nothing_is_found_where_every_way_assigns()
    {
        Assert.Null(DefiniteAssignment.FirstUnassigned(Source.Replace("var1 = 1;", "var1 = 1;\n\tvar2 = 2;", StringComparison.Ordinal)));
        Assert.Null(DefiniteAssignment.FirstUnassigned(Assembly.Replace("@%p1 bra\tL_n2;\n", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_loop_is_followed_until_nothing_changes()
    {
        string loop = Source.Replace("var1 = var2 + var3[0];\n\t return ;", "var1 = 0;\n\tif (var1)\n\t\t goto L_n1;\n\t return ;", StringComparison.Ordinal);
        Assert.Null(DefiniteAssignment.FirstUnassigned(loop));
        Assert.Equal("L_n1: var2", DefiniteAssignment.FirstUnassigned(loop.Replace("var2 = var1;", "var1 = var2;", StringComparison.Ordinal)));
    }
}
