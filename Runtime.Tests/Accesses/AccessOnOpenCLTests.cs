// Safety: handles come from the access and from calls that have succeeded. Arguments are as large as their types.
using HmmGen.Tests.Generated;
using HmmGen.Tests.Transparent;
using Xunit;
using static HmmGen.Tests.Accesses.OpenCLCalls;

namespace HmmGen.Tests.Accesses;

/// <summary>Code that knows only OpenCL works with the buffer, the offset and the queue of an access.</summary>
public sealed unsafe class AccessOnOpenCLTests
{
    private const int Page = 1024;

    [Fact]
    public void A_kernel_of_another_program_works_on_ranges()
    {
        const string Source = """
            kernel void axpy(float a, global const float* x, ulong from, global float* y, ulong to)
            {
                size_t i = get_global_id(0);
                y[to + i] = a * x[from + i] + y[to + i];
            }
            """;
        using HmmDevice device = Open();
        using HmmArray<float> x = HmmSpace.Shared.Allocate<float>(50 * Page);
        using HmmArray<float> y = HmmSpace.Shared.Allocate<float>(50 * Page);
        for (int i = 0; i < x.Length; i++)
        {
            x.AsSpan()[i] = i;
            y.AsSpan()[i] = 3;
        }

        device.Access(HmmOperand.Read<float>(x.Slice(10 * Page + 7, 2000)), HmmOperand.ReadWrite<float>(y.Slice(30 * Page + 5, 2000)), (from, to, queue) =>
        {
            nint kernel = Compile(queue, Source, "axpy");
            float a = 2;
            nint source = from.Buffer;
            nint target = to.Buffer;
            ulong start = (ulong)from.Offset / sizeof(float);
            ulong end = (ulong)to.Offset / sizeof(float);
            nuint items = 2000;
            Check(clSetKernelArg(kernel, 0, sizeof(float), &a));
            Check(clSetKernelArg(kernel, 1, (nuint)sizeof(nint), &source));
            Check(clSetKernelArg(kernel, 2, sizeof(ulong), &start));
            Check(clSetKernelArg(kernel, 3, (nuint)sizeof(nint), &target));
            Check(clSetKernelArg(kernel, 4, sizeof(ulong), &end));

            // Nothing waits here: the access does.
            Check(clEnqueueNDRangeKernel(queue, kernel, 1, null, &items, null, 0, null, null));
            Check(clReleaseKernel(kernel));
        });

        Assert.Equal((3, 2 * (10 * Page + 7) + 3), (y[30 * Page + 4], y[30 * Page + 5]));
        Assert.Equal((2 * (10 * Page + 2006) + 3, 3), (y[30 * Page + 2004], y[30 * Page + 2005]));
        Assert.Equal(10 * Page + 7, x[10 * Page + 7]);
    }

    [Fact]
    public void A_copy_within_the_device_needs_no_host()
    {
        using HmmDevice device = Open();
        using HmmArray<int> source = HmmSpace.Shared.Allocate<int>(5 * Page);
        using HmmArray<int> target = HmmSpace.Shared.Allocate<int>(5 * Page);
        TransparentKernels.Fill(device, 5 * Page, 6, source);
        HmmStatistics before = device.Statistics;
        device.Access(HmmOperand.Read<int>(source), HmmOperand.Write<int>(target), (from, to, queue) => Check(
            clEnqueueCopyBuffer(queue, from.Buffer, to.Buffer, (nuint)from.Offset, (nuint)to.Offset, (nuint)from.Bytes, 0, null, null)));
        HmmStatistics moved = device.Statistics - before;
        Assert.Equal((0, 0), (moved.BytesIn, moved.BytesOut));
        TransparentKernels.Add(device, 5 * Page, 1, target);
        Assert.All(target.AsReadOnlySpan().ToArray(), element => Assert.Equal(7, element));
    }

    [Fact]
    public void There_is_no_pointer()
    {
        using HmmDevice device = Open();
        device.Access(new int[10], HmmAccess.ReadWrite, (address, queue) =>
        {
            Assert.True(address.Buffer != 0 && queue != 0);
            Assert.Equal(0, address.Offset % 4096);
            List<string> messages = [];
            foreach (int member in (int[])[0, 1, 2])
            {
                try
                {
                    _ = member == 0 ? (int)address.Pointer : member == 1 ? address.AsSpan<int>().Length : address.AsReadOnlySpan<int>().Length;
                }
                catch (NotSupportedException refusal)
                {
                    messages.Add(refusal.Message);
                }
            }

            Assert.Equal(3, messages.Count);
            Assert.Equal("OpenCL has no device pointers: pass Buffer and Offset to the library.", messages[0]);
        });
    }

    private static HmmDevice Open()
        => OtherDevices.Require(HmmDeviceKind.OpenCL)[0].WithOptions(new HmmDeviceOptions { MemoryBudget = 12 * 4096, PageSize = 4096 });

    private static nint Compile(nint queue, string source, string name)
    {
        nint context;
        nint device;
        Check(clGetCommandQueueInfo(queue, QueueContext, (nuint)sizeof(nint), &context, null));
        Check(clGetCommandQueueInfo(queue, QueueDevice, (nuint)sizeof(nint), &device, null));
        int error;
        byte[] text = [.. System.Text.Encoding.UTF8.GetBytes(source), 0];
        fixed (byte* first = text)
        {
            byte* start = first;
            nint program = clCreateProgramWithSource(context, 1, &start, null, &error);
            Check(error);
            Check(clBuildProgram(program, 1, &device, null, 0, 0));
            nint kernel = clCreateKernel(program, name, &error);
            Check(error);
            Check(clReleaseProgram(program));
            return kernel;
        }
    }
}
